/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge image keygen`: signing keys.
 */
#include "tool/command.h"
#include "tool/image.h"

#include <getopt.h>

static const char help[] =
    "usage: kedge image keygen [--development] KEY.pem\n"
    "       kedge image keygen --public OUT.pem KEY.pem\n\n"
    "The first form creates KEY.pem, a new P-256 private key that only you can read; a file that\n"
    "exists is never overwritten. The second form writes the public half of an existing key.\n\n"
    "  --development  mark the key: devices and releases that are meant for customers refuse it\n"
    "  --public FILE  write the public key of KEY.pem to FILE\n"
    "  --help         this text\n";

static const struct option options[] = {
    {"development", no_argument, NULL, 'd'},
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
    bool done;
    int c;

    while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        switch (c) {
        case 'd':
            development = true;
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
    if (argc - optind != 1 || (development && public_path != NULL)) {
        fputs(help, stderr);
        return TOOL_USAGE;
    }
    done = public_path != NULL ? extract_public(&report, argv[optind], public_path)
                               : tool_key_generate(&report, argv[optind], development);
    return done ? TOOL_OK : TOOL_REFUSED;
}
