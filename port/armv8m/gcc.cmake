# SPDX-License-Identifier: Apache-2.0
# GCC for Armv8-M, with picolibc's headers and memory functions.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_ASM_COMPILER arm-none-eabi-gcc)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(KEDGE_COMPILER gcc)
# The processor's own flags come from the board (board/<name>/board.cmake).
set(KEDGE_C_FLAGS --specs=picolibc.specs)
set(KEDGE_LINK_FLAGS --specs=picolibc.specs -nostartfiles)
# Flash that the boot stage may take, in bytes.
set(KEDGE_BOOT_BUDGET 8192)
