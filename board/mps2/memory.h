/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The memory of Arm's MPS2 board with the IoT kit images AN505 and AN521, as QEMU models them.
 * Read by C and by the linker scripts: nothing but numbers. Bytes, physical addresses.
 *
 * Bit 28 of an address is the IDAU's word for secure. The non-volatile memory at 0x80000000 is
 * outside that scheme: the SAU alone decides there.
 */
#ifndef MPS2_MEMORY_H
#define MPS2_MEMORY_H

/* SSRAM1, secure alias: the boot stage's code, as a mask ROM would be. What it may take of this is
 * a budget of the build (port/armv8m/). */
#define BOARD_BOOT_BASE 0x10000000
#define BOARD_BOOT_SIZE 0x4000

/* SSRAM2, secure alias: secure RAM. Both images begin with the retained memory; the secure
 * image's size is a budget of the profile, the boot stage's is here. */
#define BOARD_RAM_BASE      0x38000000
#define BOARD_RAM_SIZE      0x10000 /* what an image may use at most */
#define BOARD_BOOT_RAM_SIZE 0x1800
#define BOARD_RETAINED_SIZE 0x80

#define BOARD_BOOT_STACK_SIZE    0x800
#define BOARD_HANDLER_STACK_SIZE 0x100

/* SSRAM3: non-secure RAM. */
#define BOARD_NONSECURE_RAM_BASE 0x28200000
#define BOARD_NONSECURE_RAM_SIZE 0x40000

/* 16 MB that QEMU maps from a file: the non-volatile memory. */
#define BOARD_NONVOLATILE_BASE 0x80000000
#define BOARD_PROVISION_BASE   0x80000000 /* the one-time area */
#define BOARD_PROVISION_SIZE   0x1000
#define BOARD_ENTROPY_BASE     0x80001000 /* filled by the runner at each start */
#define BOARD_ENTROPY_SIZE     0x1000
#define BOARD_STORE_BASE       0x80010000 /* the internal record log */
#define BOARD_STORE_SIZE       0x10000
#define BOARD_PROTECTED_BASE   0x80020000 /* the record log of protected storage */
#define BOARD_PROTECTED_SIZE   0x10000
#define BOARD_SLOT_BASE        0x80100000 /* one signed image, secure part first */
#define BOARD_SLOT_SIZE        0x40000

/* What an erasure takes at once: a multiple of the erase unit, which is 4 KB here. Two sectors, as
 * large as the area allows: what is alive must fit one, and the more room it leaves, the seldomer
 * it is copied. With 60 assets of 32 bytes an overwrite programs 73 bytes; sectors of 16 KB would
 * make it 84, of 8 KB 125. Erasing takes no longer, only all at a time. */
#define BOARD_STORE_SECTOR_SIZE     0x8000
#define BOARD_PROTECTED_SECTOR_SIZE 0x4000

#define BOARD_IMAGE_HEADER_SIZE 0x200
#define BOARD_SECURE_BASE       (BOARD_SLOT_BASE + BOARD_IMAGE_HEADER_SIZE)
#define BOARD_GATE_BASE         (BOARD_SECURE_BASE + 0x40) /* right behind 16 vectors */
#define BOARD_GATE_SIZE         0x20

/* UART0 is the secure console, UART1 the non-secure one. */
#define BOARD_UART_SECURE    0x50200000
#define BOARD_UART_NONSECURE 0x40201000

#endif
