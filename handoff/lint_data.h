/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/** What the two halves of lint.h share: lists and tags in lint.c, data in lint_data.c. Internal. */
#ifndef HANDOFF_LINT_DATA_H
#define HANDOFF_LINT_DATA_H

#include "handoff/lint.h"

struct handoff_linter {
    const struct handoff_list *list;
    handoff_finding_sink_t *sink;
    void *context;
    uint32_t count;
    struct handoff_entry entry; /**< what is looked at; all zero for the header */
};

/** Reports a finding about the present entry; `offset` is from the base of the list. */
void handoff_lint_report(struct handoff_linter *l, enum handoff_lint code, uint32_t offset);

/** Judges the data of the present entry by its tag. */
void handoff_lint_data(struct handoff_linter *l);

#endif
