# SPDX-License-Identifier: Apache-2.0
#
# The commands that people type. Each installs what it misses first.
#
#   make run     boots a program on an emulated board   PROGRAM= BOARD= PROFILE= COMPILER= TAMPER=1
#   make test    runs every test
#   make size    writes the tables of flash and RAM to doc/numbers.md
#   make bench   counts instructions on the emulator, into the same file
#
# Longer campaigns, which `make test` runs a slice of: make powercut, make fuzz, make cuts,
# make sequences, make proof (installs Frama-C, some 230 MB to download).

BOARD    ?= mps2-an505
PROFILE  ?= small
PROGRAM  ?= first_light
COMPILER ?= gcc
FAMILY   := $(shell sed -n 's/^set(KEDGE_FAMILY \(.*\))/\1/p' board/$(BOARD)/board.cmake)
BUILD    := build/$(BOARD)-$(notdir $(PROFILE))-$(COMPILER)

.PHONY: run test size bench powercut fuzz cuts sequences proof setup tool device clean
.DEFAULT_GOAL := run

run: device
	@[ -x board/$(FAMILY)/run.sh ] || { echo "no runner for $(BOARD): program $(BUILD)/$(PROGRAM).signed.bin"; exit 1; }
	@board/$(FAMILY)/run.sh $(if $(TAMPER),--tamper) $(BUILD) $(PROGRAM)

test: setup-test tool
	@test/run.sh

size: setup-size
	@bench/size.sh

bench: setup-size
	@bench/bench.sh

powercut: tool
	@test/run.sh powercut

fuzz: tool
	@test/run.sh fuzz

cuts: tool
	@test/run.sh cuts

sequences: tool
	@test/run.sh sequences

proof: setup-proof
	@test/run.sh proof

setup:
	@tool/setup.sh

setup-%:
	@tool/setup.sh $*

# The host program comes first: it reads the profile and the manifests of every other build.
tool: setup
	@cmake --preset tool >build/tool.log 2>&1 && cmake --build build/tool -j2 >>build/tool.log 2>&1 || \
	    { cat build/tool.log; exit 1; }

device: tool
	@cmake --preset $(COMPILER) -B $(BUILD) -DKEDGE_BOARD=$(BOARD) -DKEDGE_PROFILE=$(PROFILE) \
	    >$(BUILD).log 2>&1 && cmake --build $(BUILD) -j2 >>$(BUILD).log 2>&1 || \
	    { cat $(BUILD).log; exit 1; }

clean:
	rm -rf build
