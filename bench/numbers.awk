# SPDX-License-Identifier: Apache-2.0
#
# Markdown for people from the tables of bench/size.sh and bench/bench.sh.
#
#   awk -v part=head|size|crypto|bench -f numbers.awk -f numbers_library.awk \
#       peer.tsv limits.tsv [options.tsv] [crypto_options.tsv] [size.tsv] [bench.tsv] [text.tsv]
#
# This file has what is measured in images; numbers_library.awk the libraries alone.
#
# The build that stands beside TF-M's is `main`: mps2-an521 with GCC, as TF-M's figures are.

BEGIN {
    FS = "\t"
    main_board = "mps2-an521"
    main_compiler = "gcc"
}

# --- Reading -------------------------------------------------------------------------------------

function once(list, name) { # appends to a list of words that has each once
    return index("\t" list "\t", "\t" name "\t") ? list : (list == "" ? name : list "\t" name)
}

{ file = FILENAME; sub(/.*\//, "", file) }

FNR == 1 && file !~ /options\.tsv$/ { next }

# Where the peer's profile of the same name lacks an operation, its next larger one stands in.
file == "peer.tsv" {
    if (!(($2, $3) in peer)) {
        peer[$2, $3] = $4
        peer_profile[$2, $3] = $1
        peer_source[$2, $3] = $5
    }
    peer_of[$1, $2, $3] = $4
    if ($1 == "small" && ($3 == "flash" || $3 == "ram")) groups = once(groups, $2)
}

file == "limits.tsv" { limits++; for (i = 1; i <= 7; i++) limit[limits, i] = $i }

file == "options.tsv" { needing[$1] = $2 }

file == "crypto_options.tsv" {
    crypto_options = once(crypto_options, $1)
    needing["library", $1] = $2
    value["library", $1, "text"] = $3
    value["library", $1, "static RAM"] = $4
}

file == "size.tsv" {
    build = $1 FS $2 FS $3
    if ($4 == "option") {
        option_build = build
        options = once(options, $5)
    } else {
        builds = once(builds, build)
        images = once(images, $4)
        if ($5 != "total") components[$4] = once(components[$4], $5)
    }
    flash[build, $4, $5] = $6
    ram[build, $4, $5] = $7
}

$1 == "handoff" && (file == "bench.tsv" || file == "text.tsv") {
    build = $1 FS $2 FS $3
    if ($5 == "text") {
        machines = once(machines, build)
        parts = once(parts, $4)
    } else
        times = once(times, $4 FS $5)
    value[build, $4, $5] = $6
    next
}

$1 == "openssl" && file == "bench.tsv" {
    openssl = once(openssl, $4)
    value["openssl", $4, $5] = $6
    next
}

file == "text.tsv" {
    build = $1 FS $2 FS $3
    if ($4 == "PSA Crypto library") libraries = once(libraries, $1)
    value[build, $4, $5] = $6
}

file == "bench.tsv" {
    build = $1 FS $2 FS $3
    bench_builds = once(bench_builds, build)
    whats = once(whats, $4)
    value[build, $4, $5] = $6
}

# --- Writing -------------------------------------------------------------------------------------

function number(n,    text, sign) { # with a comma for each thousand
    if (n == "") return ""
    sign = n < 0 ? "-" : ""
    n = sprintf("%d", n < 0 ? -n : n)
    while (length(n) > 3) {
        text = "," substr(n, length(n) - 2) text
        n = substr(n, 1, length(n) - 3)
    }
    return sign n text
}

function ratio(ours, theirs) {
    return ours == "" || theirs == "" || ours == 0 ? "" : sprintf("%.2f", ours / theirs)
}

function limit_of(build, what, unit,    column, i) { # its number, or 0
    split(build, column, FS)
    for (i = 1; i <= limits; i++)
        if (limit[i, 4] == what && limit[i, 5] == unit &&
            (limit[i, 1] == "*" || limit[i, 1] == column[1]) &&
            (limit[i, 2] == "*" || limit[i, 2] == column[2]) &&
            (limit[i, 3] == "*" || limit[i, 3] == column[3]))
            return i
    return 0
}

function meets(n, limit,    least) { # a limit that begins with >= is what `n` has to reach
    least = sub(/^>=/, "", limit)
    return least ? n + 0 >= limit + 0 : n + 0 <= limit + 0
}

# Two cells: the limit, and whether the figure meets it.
function judged(n, build, what, unit,    i, most) {
    i = limit_of(build, what, unit)
    if (!i) return FS
    most = limit[i, 6] ~ /^>=/ ? limit[i, 6] : number(limit[i, 6])
    if (n == "") return most FS
    if (meets(n, limit[i, 6])) return most FS "yes"
    return most FS "**no**" (limit[i, 7] == "" ? "" : ", held at " number(limit[i, 7]))
}

function title(build,    column) {
    split(build, column, FS)
    return column[1] ", " column[2] ", " column[3]
}

function main_build(profile) {
    return profile FS main_board FS main_compiler
}

function image_name(image) {
    if (image == "boot") return "boot stage"
    if (image == "secure") return "secure image"
    return "example `" image "` (non-secure)"
}

function row(text) { # cells separated by tabs
    gsub(FS, " | ", text)
    print "| " text " |"
}

function head(text, numeric,    cells, i, line) { # the first `count - numeric` columns are words
    cells = split(text, unused, FS)
    row(text)
    for (i = 1; i <= cells; i++) line = line (i > cells - numeric ? "---:|" : "---|")
    print "|" line
}

function beside_peer(build, image, unit, n,    column, theirs) {
    split(build, column, FS)
    theirs = column[1] == "small" || image == "boot" ? peer[image, unit] : ""
    row(image_name(image) FS column[1] FS (unit == "ram" ? "RAM" : unit) FS number(n) FS number(theirs) FS ratio(n, theirs) FS \
        judged(n, build, image, unit))
}

function images_beside_peer(    b, i, count, image_count, list, names) {
    print "\n## Images beside TF-M's\n"
    print "On " main_board " with GCC, bytes. Flash is what an image takes there; RAM is everything, stacks"
    print "included. A ratio is ours to TF-M's, whose figures are its profile small's:"
    print peer_source["secure", "flash"] ".\n"
    head("image\tprofile\t\tbytes\tTF-M\tratio\tlimit\tmet", 5)
    count = split(builds, list, FS)
    image_count = split(images, names, FS)
    for (b = 1; b + 2 <= count; b += 3) {
        build = list[b] FS list[b + 1] FS list[b + 2]
        if (build != main_build(list[b])) continue
        for (i = 1; i <= image_count; i++) {
            if (!((build, names[i], "total") in flash) || names[i] == "first_light") continue
            beside_peer(build, names[i], "flash", flash[build, names[i], "total"])
            beside_peer(build, names[i], "ram", ram[build, names[i], "total"])
        }
    }
}

# The operation whose stack goes deepest. What runs before the secure image starts is on the stack of
# the boot stage.
function deepest(build, in_boot,    n, i, list, name) {
    n = split(whats, list, FS)
    for (i = 1; i <= n; i++)
        if ((list[i] == "reset to secure image") == in_boot &&
            value[build, list[i], "secure stack"] + 0 > value[build, name, "secure stack"] + 0)
            name = list[i]
    return name
}

function deepest_stack(image, build,    name, column) {
    split(build, column, FS)
    name = deepest(build, image == "boot")
    row(image_name(image) FS column[1] FS name FS number(ram[build, image, "stack"]) FS \
        number(value[build, name, "secure stack"]))
}

function deepest_stacks(    b, count, list) {
    print "\n## Deepest stacks\n"
    print "On " main_board " with GCC, bytes: what is kept for the stack, with a seal of 8 bytes, and what the"
    print "operation that goes deepest reaches, of all that `make bench` measures.\n"
    head("image\tprofile\toperation\tkept\treached", 2)
    count = split(bench_builds, list, FS)
    for (b = 1; b + 2 <= count; b += 3)
        if (list[b + 1] == main_board && list[b + 2] == main_compiler)
            deepest_stack("secure", main_build(list[b]))
    deepest_stack("boot", main_build("small"))
}

# A group is the peer's word for several of our components: "a+b".
function sum(table, build, group,    parts, n, i, total) {
    n = split(group, parts, "+")
    for (i = 1; i <= n; i++) total += table[build, "secure", parts[i]]
    return total
}

function groups_beside_peer(    n, i, list, build) {
    build = main_build("small")
    print "\n## Components of the secure image beside TF-M's\n"
    print "Profile small. TF-M's partition manager, crypto service, storage and platform code do what these"
    print "components do. A cell is empty where no figure of TF-M is known.\n"
    head("components\tflash\tTF-M\tratio\tRAM\tTF-M\tratio", 6)
    n = split(groups, list, FS)
    for (i = 1; i <= n; i++) {
        if (list[i] == "boot" || list[i] == "secure") continue
        gsub(/\+/, " + ", list[i])
        plain = list[i]
        gsub(/ /, "", plain)
        row(list[i] FS number(sum(flash, build, plain)) FS number(peer[plain, "flash"]) FS \
            ratio(sum(flash, build, plain), peer[plain, "flash"]) FS \
            number(sum(ram, build, plain)) FS number(peer[plain, "ram"]) FS \
            ratio(sum(ram, build, plain), peer[plain, "ram"]))
    }
}

function totals(    b, count, list, build, i, names, image_count, line) {
    print "\n## Every build\n"
    print "Flash / RAM, bytes. The example is a whole non-secure program, its stack of 8 KB included.\n"
    image_count = split(images, names, FS)
    line = "profile\tboard\tcompiler"
    for (i = 1; i <= image_count; i++) line = line FS image_name(names[i])
    head(line, image_count)
    count = split(builds, list, FS)
    for (b = 1; b + 2 <= count; b += 3) {
        build = list[b] FS list[b + 1] FS list[b + 2]
        line = build
        for (i = 1; i <= image_count; i++)
            line = line FS number(flash[build, names[i], "total"]) " / " number(ram[build, names[i], "total"])
        row(line)
    }
}

# The list of builds has three words each, so a profile is every third word.
function component_table(image,    b, c, count, n, list, names, line, build, any, shown) {
    print "\n## Components of the " image_name(image) "\n"
    print "On " main_board " with GCC, flash / RAM, bytes.\n"
    line = "component"
    count = split(builds, list, FS)
    for (b = 1; b + 2 <= count; b += 3)
        if (list[b + 1] == main_board && list[b + 2] == main_compiler) {
            line = line FS list[b]
            shown++
        }
    head(line, shown)
    n = split(components[image] FS "total", names, FS)
    for (c = 1; c <= n; c++) {
        line = names[c]
        any = 0
        for (b = 1; b + 2 <= count; b += 3) {
            build = list[b] FS list[b + 1] FS list[b + 2]
            if (build != main_build(list[b])) continue
            if ((build, image, names[c]) in flash) any = 1
            line = line FS number(flash[build, image, names[c]] + 0) " / " number(ram[build, image, names[c]] + 0)
        }
        if (any) row(line)
    }
}

function option_table(    n, i, list) {
    print "\n## What each option adds\n"
    print "Bytes that the secure image has more with the option than without it (" title(option_build) ")."
    print "Code that two options share stays with the other, so figures do not add up. The stack"
    print "is a number of the profile and does not shrink with an option.\n"
    head("option\twith it off, so are\tflash\tRAM", 2)
    n = split(options, list, FS)
    for (i = 1; i <= n; i++)
        row("`" list[i] "`" FS needing[list[i]] FS number(flash[option_build, "option", list[i]]) FS \
            number(ram[option_build, "option", list[i]]))
}

function bench_table(    b, w, count, n, list, names, line, build, first, shown, theirs) {
    print "\n## Instructions\n"
    print "Exact counts from the emulator, from the non-secure call to its return; they are no cycles. Every"
    print "run begins with an empty store. Where runs differ, the median of five and, behind ±, half of"
    print "what they differ by. TF-M's figures are its profile small's, or (medium) its profile medium's."
    print "The ratio and the limit are about the first figure.\n"
    count = split(bench_builds, list, FS)
    line = "operation"
    for (b = 1; b + 2 <= count; b += 3) {
        line = line FS list[b] ", " list[b + 1]
        shown++
    }
    head(line "\tTF-M\tratio\tlimit\tmet", shown + 4)
    n = split(whats, names, FS)
    for (w = 1; w <= n; w++) {
        line = names[w]
        first = ""
        for (b = 1; b + 2 <= count; b += 3) {
            build = list[b] FS list[b + 1] FS list[b + 2]
            if (first == "" && (build, names[w], "instructions") in value) first = build
            line = line FS number(value[build, names[w], "instructions"])
            if ((build, names[w], "spread") in value)
                line = line " ± " number(value[build, names[w], "spread"] / 2)
        }
        theirs = peer[names[w], "instructions"]
        row(line FS number(theirs) (peer_profile[names[w], "instructions"] == "medium" ? " (medium)" : "") FS \
            ratio(value[first, names[w], "instructions"], theirs) FS \
            judged(value[first, names[w], "instructions"], first, names[w], "instructions"))
    }
}

function stack_table(    b, w, count, n, list, names, line, build, any) {
    print "\n## Secure stack\n"
    print "Bytes from the top of the stack to the lowest byte that was stored, at most of five runs. What a"
    print "function reserves and never stores to is not seen.\n"
    count = split(bench_builds, list, FS)
    line = "operation"
    for (b = 1; b + 2 <= count; b += 3) line = line FS list[b] ", " list[b + 1]
    head(line, count / 3)
    n = split(whats, names, FS)
    for (w = 1; w <= n; w++) {
        line = names[w]
        any = 0
        for (b = 1; b + 2 <= count; b += 3) {
            build = list[b] FS list[b + 1] FS list[b + 2]
            if ((build, names[w], "secure stack") in value) any = 1
            line = line FS number(value[build, names[w], "secure stack"])
        }
        if (any) row(line)
    }
}

END {
    if (part == "head") {
        print "<!-- Written by `make size` and `make bench`; they overwrite what is changed here. -->"
        print "# Numbers"
    } else if (part == "size") {
        images_beside_peer()
        deepest_stacks()
        groups_beside_peer()
        totals()
        component_table("secure")
        component_table("boot")
        option_table()
        crypto_tables()
        handoff_sizes()
    } else if (part == "crypto") {
        crypto_tables()
    } else {
        bench_table()
        stack_table()
        handoff_times()
        openssl_times()
    }
}
