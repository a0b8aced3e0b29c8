# SPDX-License-Identifier: Apache-2.0
#
# The tables of libraries alone: PSA Crypto, and transfer lists. See numbers.awk.

# --- PSA Crypto ----------------------------------------------------------------------------------

# Cells beside the peer's: the figure, the peer's, their ratio, the limit and whether it is met.
function beside(n, build, what, unit,    column, theirs) {
    split(build, column, FS)
    theirs = peer_of[column[1], what, unit]
    return number(n) FS number(theirs) FS ratio(n, theirs) FS judged(n, build, what, unit)
}

function crypto_in_images(    b, count, list, build, what) {
    what = "PSA Crypto and its service"
    print "\n## PSA Crypto in the secure image\n"
    print "On " main_board " with GCC, bytes of the components crypto, service/crypto, mbedtls, p256-m and lib, and"
    print "of RAM also the stack, which is there for all services. TF-M's are those of its profile of the same"
    print "name: Mbed TLS, p256-m and its crypto partition.\n"
    head("profile\tflash\tTF-M\tratio\tlimit\tmet\tRAM\tTF-M\tratio\tlimit\tmet", 10)
    count = split(builds, list, FS)
    for (b = 1; b + 2 <= count; b += 3) {
        build = list[b] FS list[b + 1] FS list[b + 2]
        if (build != main_build(list[b])) continue
        row(list[b] FS beside(value[build, what, "flash"], build, what, "flash") FS \
            beside(value[build, what, "ram"], build, what, "ram"))
    }
}

function crypto_library(    i, n, list, build, what) {
    what = "PSA Crypto library"
    print "\n## PSA Crypto as a library\n"
    print "Bytes of the library with every function of psa/crypto.h and with the primitives, without the storage"
    print "of persistent keys and the source of entropy, for a Cortex-M33 with GCC -Os and no LTO"
    print "(`bench/crypto.sh`). There is no heap: keys, operations and numbers of RSA are in the static RAM or on"
    print "the stack. The profile symmetric is small without its curve, and\nwith the smaller AES. Beside it:"
    print peer_source[what, "text"] ".\n"
    head("profile\ttext\tMbed TLS\tratio\tlimit\tmet\tstatic RAM\tlimit\tmet", 8)
    n = split(libraries, list, FS)
    for (i = 1; i <= n; i++) {
        build = list[i] FS "cortex-m33" FS "gcc"
        row(list[i] FS beside(value[build, what, "text"], build, what, "text") FS \
            number(value[build, what, "static RAM"]) FS \
            judged(value[build, what, "static RAM"], build, what, "static RAM"))
    }
}

function crypto_option_table(    i, n, list) {
    print "\n## What each option adds to the library of PSA Crypto\n"
    print "Bytes that the library has more with the option than without it (`bench/crypto.sh options`), in the"
    print "profile large; those with `=` are not in it, and come on top. Code that two options share stays with"
    print "the other, so figures do not add up: hence those joined by `+`.\n"
    head("option\twith it off, so are\ttext\tstatic RAM", 2)
    n = split(crypto_options, list, FS)
    for (i = 1; i <= n; i++)
        row("`" list[i] "`" FS needing["library", list[i]] FS \
            number(value["library", list[i], "text"]) FS number(value["library", list[i], "static RAM"]))
}

function crypto_tables() {
    crypto_in_images()
    crypto_library()
    if (crypto_options != "") crypto_option_table()
}

function openssl_times(    i, n, list, more) {
    print "\n## PSA Crypto over OpenSSL: times\n"
    print "Nanoseconds on the host that ran `make bench`: the same operation by OpenSSL's functions, and by those"
    print "of psa/crypto.h with OpenSSL's primitives below. Both take turns; the medians of 3,001 rounds, and of"
    print "what the one took more than the other in each (`bench/crypto_host.c`). They differ from host to host.\n"
    head("operation\tOpenSSL alone\tpsa_*\tmore\tlimit\tmet", 5)
    n = split(openssl, list, FS)
    for (i = 1; i <= n; i++) {
        more = value["openssl", list[i], "ns more"]
        row(list[i] FS number(value["openssl", list[i], "ns bare"]) FS \
            number(value["openssl", list[i], "ns"]) FS number(more) FS \
            judged(more, "openssl" FS "host" FS "gcc", list[i], "ns more"))
    }
}


# --- Transfer lists -------------------------------------------------------------------------------

function handoff_sizes(    i, p, count, n, list, names, line, m33) {
    print "\n## Transfer lists: text\n"
    print "Bytes of the library `handoff/` alone with GCC and -Os. It has no data. The limit is about the"
    print "Cortex-M33.\n"
    count = split(machines, list, FS)
    line = "part"
    for (i = 2; i <= count; i += 3) line = line FS list[i]
    head(line "\tlimit\tmet", count / 3 + 2)
    m33 = "handoff" FS "cortex-m33" FS "gcc"
    n = split(parts, names, FS)
    for (p = 1; p <= n; p++) {
        line = names[p]
        for (i = 1; i <= count; i += 3)
            line = line FS number(value[list[i] FS list[i + 1] FS list[i + 2], names[p], "text"])
        row(line FS judged(value[m33, names[p], "text"], m33, names[p], "text"))
    }
}

function handoff_times(    i, n, list, host, measured) {
    print "\n## Transfer lists: times\n"
    print "On the host that ran `make bench`: the fastest of many rounds, in which what is compared takes"
    print "turns, less the cost of the clock (`bench/handoff.c`). They differ from host to host. The sum of all"
    print "is byte by byte, as other implementations have it.\n"
    head("what\tunit\tvalue\tlimit\tmet", 3)
    host = "handoff" FS "host" FS "gcc"
    n = split(times, list, FS) # two words each
    for (i = 1; i <= n; i += 2) {
        measured = value[host, list[i], list[i + 1]]
        row(list[i] FS list[i + 1] FS (measured ~ /\./ ? measured : number(measured)) FS \
            judged(measured, host, list[i], list[i + 1]))
    }
}
