/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge image keygen`: signing keys.
 */
#include "tool/command.h"
#include "tool/image.h"
#include "tool/value.h"

#include <getopt.h>

static const char help[] =
    "usage: kedge image keygen [--development] [--lms LEVELS] KEY\n"
    "       kedge image keygen --public OUT KEY\n\n"
    "The first form creates KEY, a new private key that only you can read: P-256 in PEM, or LMS. "
    "A\n"
    "file that exists is never overwritten. The second form writes the public half of a key.\n\n"
    "  --development  mark the key: devices and releases that are meant for customers refuse it\n"
    "  --lms LEVELS   hash-based, for 2^LEVELS signatures: 5, 10 or 15. The file counts them. Two\n"
    "                 copies of it that both sign give the key away: keep one, and no backup\n"
    "  --public FILE  write the public key of KEY to FILE\n"
    "  --help         this text\n";

static const struct option options[] = {
    {"development", no_argument, NULL, 'd'},
    {"lms", required_argument, NULL, 'l'},
    {"public", required_argument, NULL, 'p'},
    {"help", no_argument, NULL, 'h'},
    {0},
};

static bool extract_public(struct tool_report *report, const char *path, const char *public_path)
{
    struct tool_key key;
    bool done =
        tool_key_load(report, path, &key) && tool_key_write_public(report, public_path, &key);

    tool_key_free(&key);
    return done;
}

int tool_image_keygen(int argc, char **argv)
{
    struct tool_report report = {"image", stderr, 0};
    const char *public_path = NULL;
    bool development = false;
    uint32_t levels = 0; /* P-256 */
    bool done;
    int c;

    while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        switch (c) {
        case 'd':
            development = true;
            break;
        case 'l':
            if (!tool_value_number(optarg, TOOL_LMS_LEVELS_MAX, &levels) || levels == 0 ||
                levels % 5 != 0) {
                tool_report_add(&report, "--lms takes 5, 10 or 15 levels.");
                return TOOL_USAGE;
            }
            break;
        case 'p':
            public_path = optarg;
            break;
        case 'h':
            fputs(help, stdout);
            return TOOL_OK;
        default:
            return TOOL_USAGE;
        }
    }
    if (argc - optind != 1 || ((development || levels != 0) && public_path != NULL)) {
        fputs(help, stderr);
        return TOOL_USAGE;
    }
    if (public_path != NULL)
        done = extract_public(&report, argv[optind], public_path);
    else if (levels != 0)
        done = tool_lms_generate(&report, argv[optind], levels, development);
    else
        done = tool_key_generate(&report, argv[optind], development);
    return done ? TOOL_OK : TOOL_REFUSED;
}
