# SPDX-License-Identifier: Apache-2.0
# MPS2 with image AN505: one Cortex-M33 with the DSP extension. Its FPU is not used by secure code.
set(KEDGE_CPU cortex-m33)
set(KEDGE_FAMILY mps2)
set(KEDGE_MACHINE mps2-an505 CACHE INTERNAL "name of the machine in QEMU")
# What `kedge image sign` has to know of the family's memory.h.
set(KEDGE_SLOT_SIZE 0x40000)
set(KEDGE_HEADER_SIZE 0x200)
