# SPDX-License-Identifier: Apache-2.0
#
# Reads which statuses the headers of PSA Crypto document for each function, and prints a line for
# each: function, status, its number. That a function exists is a line with PSA_SUCCESS.
#
#   awk -f crypto_status.awk api/psa/error.h api/psa/crypto*.h
#
# A function's statuses are those named in the comment before it; those named in the comment before
# another one, if it says "statuses as" or "statuses also as" that one; and those that crypto.h has
# under headings in its first comment for the kinds of functions that it is of, which its parameters
# tell. With "no other error" in its own comment, these do not count.

/^#define PSA_(SUCCESS|ERROR_[A-Z_]+) / {
    number = $0
    gsub(/.*psa_status_t\)|\).*/, "", number)
    numbers[$2] = number
}

# The headings.
/^ \*   with a key / { kind = "key" }
/^ \*   with an algorithm / { kind = "algorithm" }
/^ \*   with both/ { kind = "both" }
/^ \*   with the attributes of a new key/ { kind = "new" }
/^ \*   with an output and its length / { kind = "output" }
/^ \*   to begin an operation/ { kind = "begin" }
/^ \*   for an operation/ { kind = "going" }
/^ \*\/|^ \* and, through psa_call/ { kind = "" }
kind != "" { common[kind] = common[kind] " " named($0) }

# The statuses that a text names.
function named(text,    list) {
    while (match(text, /PSA_ERROR_[A-Z_]+/)) {
        list = list " " substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
    }
    return list
}

# A comment, and what it is before.
/\/\*\*/ { comment = ""; in_comment = 1 }
in_comment {
    text = $0
    gsub(/^ *\/?\*+\/? ?|\*\/.*/, "", text)
    comment = comment " " text
    if (/\*\//) in_comment = 0
    next
}
/^static inline/ { comment = "" }
/^psa_status_t psa_/ { declaration = ""; in_declaration = 1 }
in_declaration {
    declaration = declaration " " $0
    if (/;/) {
        in_declaration = 0
        declare()
    }
}

function declare(    name) {
    gsub(/ +/, " ", comment)
    gsub(/ +/, " ", declaration)
    name = declaration
    gsub(/^ psa_status_t |\(.*/, "", name)
    order[++count] = name
    if (comment == "") {
        printf "%s has no comment of its own\n", name >"/dev/stderr"
        failed = 1
    }
    own[name] = named(comment)
    if (match(comment, /[Ss]tatuses (also )?as psa_[a-z_]+/)) {
        as[name] = substr(comment, RSTART, RLENGTH)
        gsub(/.* /, "", as[name])
    }
    if (comment !~ /[Nn]o other error/)
        kinds[name] = kinds_of(name, declaration)
    comment = ""
}

function kinds_of(name, text,    key, algorithm, begins, list) {
    key = text ~ /psa_key_id_t [a-z]/
    algorithm = text ~ /psa_algorithm_t alg/
    begins = name ~ /_(setup|resume|clone)$/
    list = (key ? " key" : "") (algorithm ? " algorithm" : "") (key && algorithm ? " both" : "")
    list = list (text ~ /psa_key_id_t \*/ ? " new" : "")
    list = list (text ~ /size_t \*[a-z_]*length/ ? " output" : "") (begins ? " begin" : "")
    if (text ~ /_operation_t \*/ && name !~ /_(setup|resume|abort)$/)
        list = list " going"
    return list
}

END {
    for (i = 1; i <= count; i++) {
        name = order[i]
        all = own[name]
        if (name in as) {
            if (!(as[name] in own)) {
                printf "%s has statuses as %s, which is not declared\n", name, as[name] >"/dev/stderr"
                failed = 1
            }
            all = all own[as[name]]
        }
        n = split(kinds[name], list, " ")
        for (k = 1; k <= n; k++)
            all = all common[list[k]]
        print name, "PSA_SUCCESS", 0
        n = split(all, list, " ")
        for (k = 1; k <= n; k++)
            if (!((name, list[k]) in seen)) {
                seen[name, list[k]] = 1
                print name, list[k], numbers[list[k]]
            }
    }
    exit failed
}
