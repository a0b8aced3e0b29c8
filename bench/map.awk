# SPDX-License-Identifier: Apache-2.0
#
# What each component takes of flash and RAM, from a linker's map: GNU ld's or lld's.
#
#   awk -f map.awk MAP      prints lines "component flash ram" (tab-separated), in no order
#
# The map is read into three kinds of events: an output section begins, an input section lies in
# it, the second stack begins. Whatever no input section covers is padding, and more of it than an
# alignment can need stops the script: part of the map was not understood. bench/size.sh compares
# the sum with the ELF file, which knows nothing of components. An object that no rule names stops
# the script too: nothing is ever counted as "other".

BEGIN { alignment_max = 32 } # the gate's; nothing has more

function fail(text) {
    print "map.awk: " FILENAME ": " text >"/dev/stderr"
    failed = 1
    exit 1
}

function hex(text,    value, i, digit) { # POSIX awk reads no hexadecimal numbers
    text = tolower(text)
    sub(/^0x/, "", text)
    value = 0
    for (i = 1; i <= length(text); i++) {
        digit = index("0123456789abcdef", substr(text, i, 1))
        if (!digit) fail("not a hexadecimal number: " text)
        value = value * 16 + digit - 1
    }
    return value
}

function library(file, name) { # is it an object of the static library lib<name>.a?
    return file ~ ("(^|/)lib" name "\\.a[:(]")
}

function component(file,    part) {
    if (library(file, "gcc")) return "libgcc"
    if (library(file, "c")) return "libc"
    if (library(file, "mbedtls_primitives"))
        return file ~ /p256-m\.c/ ? "p256-m" : "mbedtls"
    if (match(file, /libkedge_service_[a-z0-9_]+\.a/))
        return "service/" substr(file, RSTART + 17, RLENGTH - 19)
    if (library(file, "kedge_service")) return "core" # the generated table of partitions
    if (match(file, /libkedge_[a-z0-9]+\.a/))
        return substr(file, RSTART + 9, RLENGTH - 11)
    # An object of the program itself: sources from above port/armv8m stand behind "__".
    if (match(file, /\.dir\/__\/__\/[a-z]+\//))
        return substr(file, RSTART + 11, RLENGTH - 12)
    if (file ~ /^port\//) return "port"
    # lld merges equal texts of all objects and no longer says whose they were.
    if (file == "<internal>") return "texts"
    fail("no rule says which component this is: " file)
}

# A run of bytes of the current output section.
function add(name, size) {
    if (size == 0) return
    if (name == "padding" && size >= alignment_max)
        fail(size " bytes at the end of, or before, " output " belong to no input section")
    seen[name] = 1
    if (in_flash) flash[name] += size
    if (in_ram) ram[name] += size
}

function end_output() {
    if (output == "") return
    if (output == ".stack") {
        if (!second_stack) second_stack = cursor
        add("handler stack", second_stack - cursor)
        add("stack", end - second_stack)
    } else
        add(output == ".retained" ? "retained" : "padding", end - cursor)
    output = ""
}

# What lies between two output sections is padding too, in RAM as in flash.
function gap(previous, start, flash_too, ram_too) {
    if (!previous || start == previous) return
    if (start < previous) fail("sections overlap before " output)
    in_flash = flash_too
    in_ram = ram_too
    add("padding", start - previous)
}

# .data stands in flash and, from the start on, in RAM.
function begin_output(name, address, size, load) {
    end_output()
    if (address == 0 || name ~ /^\/|^\.(debug|ARM|comment|symtab|strtab|shstrtab)/ || size == 0)
        return
    output = name
    cursor = address
    end = address + size
    is_ram = name ~ /^\.(retained|data|bss|noinit|stack)/
    is_flash = !is_ram || name == ".data"
    if (is_flash) {
        gap(flash_end, load, 1, 0)
        flash_end = load + size
    }
    if (is_ram) {
        gap(ram_end, address, 0, 1)
        ram_end = end
    }
    in_flash = is_flash
    in_ram = is_ram
}

function input(address, size, file) {
    if (output == "" || size == 0) return
    if (address < cursor) fail("input sections overlap at " file)
    if (address + size > end) fail(file " reaches beyond " output)
    add("padding", address - cursor)
    add(component(file), size)
    cursor = address + size
}

# --- GNU ld: a name that is long has its address, size and file on the next line -----------------

/^Linker script and memory map/ { gnu = 1; next }
/^OUTPUT\(/ { end_output(); gnu = 0 }

gnu && /^[.\/][^ ]*/ {
    waiting = waiting_output = ""
    if (NF >= 3)
        begin_output($1, hex($2), hex($3), /load address/ ? hex($NF) : hex($2))
    else
        waiting_output = $1
    next
}
gnu && waiting_output != "" && $1 ~ /^0x/ {
    begin_output(waiting_output, hex($1), hex($2), /load address/ ? hex($NF) : hex($1))
    waiting_output = ""
    next
}
gnu && /^ (\.|COMMON)/ {
    if (NF >= 4)
        input(hex($2), hex($3), $4)
    else
        waiting = $1
    next
}
gnu && waiting != "" && $1 ~ /^0x/ && NF == 3 {
    input(hex($1), hex($2), $3)
    waiting = ""
    next
}
gnu { waiting_output = "" }
gnu && $2 == "armv8m_stack_limit" { second_stack = hex($1) }

# --- lld: VMA LMA Size Align, then the name, indented by what it is ------------------------------

/^ *VMA +LMA +Size/ { lld = 1; next }
lld && /^ *[0-9a-f]+ +[0-9a-f]+ +[0-9a-f]+ +[0-9]+ [^ ]/ {
    begin_output($5, hex($1), hex($3), hex($2))
    next
}
lld && /^ *[0-9a-f]+ +[0-9a-f]+ +[0-9a-f]+ +[0-9]+         [^ ].*:\(/ {
    sub(/:\(.*/, "", $5)
    input(hex($1), hex($3), $5)
    next
}
lld && $5 == "armv8m_stack_limit" { second_stack = hex($1) }

END {
    if (failed) exit 1
    end_output()
    for (name in seen)
        printf "%s\t%d\t%d\n", name, flash[name], ram[name]
}
