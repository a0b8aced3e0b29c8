# SPDX-License-Identifier: Apache-2.0
# LLVM for Armv8-M: clang and lld, with picolibc and GCC's support library, which hold what the
# compilers call on their own (64-bit division, the CMSE range check).
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_C_COMPILER clang)
set(CMAKE_C_COMPILER_TARGET thumbv8m.main-none-eabi)
set(CMAKE_ASM_COMPILER clang)
set(CMAKE_ASM_COMPILER_TARGET thumbv8m.main-none-eabi)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(KEDGE_COMPILER llvm)
set(CMAKE_C_FLAGS_MINSIZEREL "-Oz -DNDEBUG" CACHE STRING "") # what GCC calls -Os
execute_process(COMMAND arm-none-eabi-gcc -mcpu=cortex-m33 -mthumb -mfloat-abi=soft -print-libgcc-file-name
  OUTPUT_VARIABLE KEDGE_LIBGCC OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND arm-none-eabi-gcc -mcpu=cortex-m33 -mthumb -mfloat-abi=soft -print-multi-directory
  OUTPUT_VARIABLE multilib OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
find_file(KEDGE_LIBC libc.a HINTS /usr/lib/picolibc/arm-none-eabi/lib/${multilib} REQUIRED NO_CMAKE_FIND_ROOT_PATH)
find_path(KEDGE_LIBC_INCLUDE picolibc.h HINTS /usr/lib/picolibc/arm-none-eabi/include REQUIRED NO_CMAKE_FIND_ROOT_PATH)
set(KEDGE_C_FLAGS -fno-unwind-tables -fno-asynchronous-unwind-tables -isystem ${KEDGE_LIBC_INCLUDE})
set(KEDGE_LINK_FLAGS -fuse-ld=lld -nostdlib)
set(KEDGE_LINK_LIBRARIES ${KEDGE_LIBC} ${KEDGE_LIBGCC})
# LLVM makes more of the same code than GCC: bytes of flash that the boot stage may take, and that the
# secure image gets beyond what the profile says.
set(KEDGE_BOOT_BUDGET 8704)
set(KEDGE_FLASH_EXTRA 4096)
