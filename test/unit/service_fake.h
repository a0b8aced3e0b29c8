/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A partition manager for the test of one service: psa_call() calls its handler, which reads and
 * writes the caller's vectors. Included once a program, by whoever has defined
 *
 *     SERVICE_FAKE_HANDLE   the handle that the client's stubs call
 *     SERVICE_FAKE_SERVE    the service's function
 *
 * and has included cmocka.h. The test sets `manager.client_id` and `manager.lifecycle`.
 */
#ifndef TEST_SERVICE_FAKE_H
#define TEST_SERVICE_FAKE_H

#include "psa/client.h"
#include "psa/service.h"

#define MESSAGE ((psa_handle_t)0x1234)

static struct {
    int32_t client_id;
    uint32_t lifecycle;
    const psa_invec *in;
    psa_outvec *out;
    size_t in_done[PSA_MAX_IOVEC];
    size_t out_done[PSA_MAX_IOVEC];
    size_t out_size[PSA_MAX_IOVEC];
} manager;

psa_status_t psa_call(psa_handle_t handle, int32_t type, const psa_invec *in_vec, size_t in_len,
                      psa_outvec *out_vec, size_t out_len)
{
    psa_msg_t msg = {.type = type, .handle = MESSAGE, .client_id = manager.client_id};

    assert_int_equal(handle, SERVICE_FAKE_HANDLE);
    assert_true(in_len + out_len <= PSA_MAX_IOVEC);
    memset(manager.in_done, 0, sizeof(manager.in_done));
    memset(manager.out_done, 0, sizeof(manager.out_done));
    memset(manager.out_size, 0, sizeof(manager.out_size));
    manager.in = in_vec;
    manager.out = out_vec;
    for (size_t i = 0; i < in_len; i++)
        msg.in_size[i] = in_vec[i].len;
    for (size_t i = 0; i < out_len; i++)
        msg.out_size[i] = manager.out_size[i] = out_vec[i].len;
    psa_status_t status = SERVICE_FAKE_SERVE(&msg);

    for (size_t i = 0; i < out_len; i++)
        out_vec[i].len = manager.out_done[i];
    return status;
}

size_t psa_read(psa_handle_t msg_handle, uint32_t invec_idx, void *buffer, size_t num_bytes)
{
    const psa_invec *in = &manager.in[invec_idx];
    size_t left = in->len - manager.in_done[invec_idx];
    size_t size = num_bytes < left ? num_bytes : left;

    assert_int_equal(msg_handle, MESSAGE);
    if (size > 0)
        memcpy(buffer, (const uint8_t *)in->base + manager.in_done[invec_idx], size);
    manager.in_done[invec_idx] += size;
    return size;
}

void psa_write(psa_handle_t msg_handle, uint32_t outvec_idx, const void *buffer, size_t num_bytes)
{
    size_t *done = &manager.out_done[outvec_idx];

    assert_int_equal(msg_handle, MESSAGE);
    assert_true(num_bytes <= manager.out_size[outvec_idx] - *done);
    memcpy((uint8_t *)manager.out[outvec_idx].base + *done, buffer, num_bytes);
    *done += num_bytes;
}

uint32_t psa_rot_lifecycle_state(void)
{
    return manager.lifecycle;
}

#endif
