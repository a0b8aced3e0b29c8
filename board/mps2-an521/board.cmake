# SPDX-License-Identifier: Apache-2.0
# MPS2 with image AN521: its first Cortex-M33 has neither DSP extension nor FPU.
set(KEDGE_CPU cortex-m33+nodsp)
set(KEDGE_FAMILY mps2)
set(KEDGE_MACHINE mps2-an521 CACHE INTERNAL "name of the machine in QEMU")
# What `kedge image sign` has to know of the family's memory.h.
set(KEDGE_SLOT_SIZE 0x40000)
set(KEDGE_HEADER_SIZE 0x200)
