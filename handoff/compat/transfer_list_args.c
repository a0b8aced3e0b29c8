/* SPDX-License-Identifier: MIT OR GPL-2.0-or-later */
/* The registers of a handoff, in the firmware's own structure: "ep_info.h" is TF-A's or libtl's. */
#include "handoff/compat/transfer_list.h"

#include <ep_info.h>

struct entry_point_info *transfer_list_set_handoff_args(struct transfer_list_header *tl,
                                                        struct entry_point_info *ep_info)
{
    void *dt;

    if (ep_info == NULL || transfer_list_check_header(tl) == TL_OPS_NON)
        return NULL;
    dt = transfer_list_entry_data(transfer_list_find(tl, TL_TAG_FDT));
    ep_info->args.arg3 = (uintptr_t)tl;
#ifdef __aarch64__
    if (GET_SPSR_RW(ep_info->spsr) == 0U) {
        ep_info->args.arg0 = (uintptr_t)dt;
        ep_info->args.arg1 = TRANSFER_LIST_HANDOFF_X1_VALUE(REGISTER_CONVENTION_VERSION);
        ep_info->args.arg2 = 0;
        return ep_info;
    }
#endif
    ep_info->args.arg0 = 0;
    ep_info->args.arg1 = TRANSFER_LIST_HANDOFF_R1_VALUE(REGISTER_CONVENTION_VERSION);
    ep_info->args.arg2 = (uintptr_t)dt;
    return ep_info;
}
