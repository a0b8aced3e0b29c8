/* SPDX-License-Identifier: Apache-2.0 */
/* Any sequence of operations on a transfer list does what a plain model does. */
#include "test/support/handoff_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct model model;

    (void)model_play(&model, data, size);
    return 0;
}
