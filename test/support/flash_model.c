/* SPDX-License-Identifier: Apache-2.0 */
#include "test/support/flash_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct flash_model flash_model;
struct flash_model flash_model_second;

/* Tests copy the structure of functions, so it does not lead to its model by its address alone. */
static struct flash_model *model_of(const struct store_flash *flash)
{
    return flash == &flash_model_second.flash ? &flash_model_second : &flash_model;
}

uint32_t flash_model_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void rule(bool holds, const char *what, uint32_t offset, size_t size)
{
    if (!holds) {
        fprintf(stderr, "flash model: %s at offset %u, size %zu\n", what, offset, size);
        abort();
    }
}

static void check_range(const struct flash_model *m, uint32_t offset, size_t size)
{
    rule(offset <= m->size && size <= m->size - offset, "access outside the area", offset, size);
}

/* One step of work; false where the power goes before it. */
static bool step(void)
{
    if (flash_model.steps_left < 0)
        return true;
    return flash_model.steps_left-- > 0;
}

static psa_status_t model_read(const struct store_flash *flash, uint32_t offset, void *data,
                               size_t size)
{
    struct flash_model *m = model_of(flash);

    check_range(m, offset, size);
    memcpy(data, m->image.bytes + offset, size);
    if (offset < m->unreadable_to && m->unreadable_from < offset + size)
        return PSA_ERROR_STORAGE_FAILURE;
    return PSA_SUCCESS;
}

static void program_byte(struct flash_model *m, uint32_t offset, uint8_t value)
{
    if (m->flash.erased_value == 0)
        m->image.bytes[offset] |= value;
    else
        m->image.bytes[offset] &= value;
}

static bool blank(const struct flash_model *m, uint32_t offset, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++) {
        if (m->image.bytes[offset + i] != m->flash.erased_value)
            return false;
    }
    return true;
}

static void tear_unit(struct flash_model *m, uint32_t offset, const uint8_t *data,
                      enum flash_tear tear)
{
    for (uint32_t i = 0; i < m->flash.program_unit; i++) {
        uint8_t noise = (uint8_t)(flash_model_random(&flash_model.random) >> 8);
        uint8_t erased = m->flash.erased_value;

        if (tear == FLASH_TEAR_BITS)
            m->image.bytes[offset + i] = (uint8_t)(erased ^ ((erased ^ data[i]) & noise));
        else
            m->image.bytes[offset + i] = noise;
    }
}

/* The power goes while byte `done` of a call is programmed. */
static void tear_program(struct flash_model *m, uint32_t offset, const uint8_t *data, uint32_t size,
                         uint32_t done)
{
    uint32_t unit = m->flash.program_unit;
    uint32_t torn = done / unit * unit;

    for (uint32_t at = 0; at < size; at += unit) {
        uint32_t pick = flash_model_random(&flash_model.random) >> 8 & 3;
        bool whole = at < torn;

        if (flash_model.tear == FLASH_TEAR_CALL)
            whole = pick == 2;
        if (flash_model.tear == FLASH_TEAR_CALL && pick < 2)
            tear_unit(m, offset + at, data + at, pick == 0 ? FLASH_TEAR_BITS : FLASH_TEAR_GARBAGE);
        else if (at == torn &&
                 (flash_model.tear == FLASH_TEAR_BITS || flash_model.tear == FLASH_TEAR_GARBAGE))
            tear_unit(m, offset + at, data + at, flash_model.tear);
        else if (at == torn && flash_model.tear == FLASH_TEAR_BYTES)
            for (uint32_t i = at; i < done; i++)
                program_byte(m, offset + i, data[i]);
        if (whole)
            for (uint32_t i = at; i < at + unit; i++)
                program_byte(m, offset + i, data[i]);
        /* What reads as blank cannot be told from blank by anybody, even if it was programmed so.
         */
        if (!blank(m, offset + at, unit))
            m->image.programmed[offset + at] = true;
    }
    longjmp(flash_model.power_off, 1);
}

static bool call_fails(void)
{
    return flash_model.fail_after >= 0 && flash_model.fail_after-- == 0;
}

static psa_status_t model_program(const struct store_flash *flash, uint32_t offset,
                                  const void *data, size_t size)
{
    struct flash_model *m = model_of(flash);
    uint32_t unit = m->flash.program_unit;
    const uint8_t *bytes = data;

    check_range(m, offset, size);
    rule(size > 0 && offset % unit == 0 && size % unit == 0, "not whole units", offset, size);
    for (uint32_t at = 0; at < size; at += unit)
        rule(!m->image.programmed[offset + at], "programmed twice", offset + at, unit);
    bool fails = call_fails();

    if (fails && !flash_model.fail_late) {
        tear_unit(m, offset, bytes, FLASH_TEAR_GARBAGE);
        m->image.programmed[offset] = true;
        return PSA_ERROR_STORAGE_FAILURE;
    }
    for (uint32_t i = 0; i < size; i++) {
        if (!step())
            tear_program(m, offset, bytes, (uint32_t)size, i);
    }
    for (uint32_t i = 0; i < size; i++) {
        program_byte(m, offset + i, bytes[i]);
        m->image.programmed[offset + i / unit * unit] = true;
    }
    m->programmed_size += size;
    m->program_count++;
    return fails ? PSA_ERROR_STORAGE_FAILURE : PSA_SUCCESS;
}

/* Which part of the sector a cut leaves erased: none, either half, or bits here and there. */
static void tear_erase(struct flash_model *m, uint32_t offset, uint32_t done)
{
    uint32_t half = m->flash.sector_size / 2;
    uint8_t erased = m->flash.erased_value;
    uint32_t unit = m->flash.program_unit;

    for (uint32_t i = 0; i < m->flash.sector_size; i++) {
        uint8_t *byte = &m->image.bytes[offset + i];

        if ((done == 1 && i < half) || (done == 2 && i >= half))
            *byte = erased;
        else if (done == 3)
            *byte ^= (uint8_t)((*byte ^ erased) & flash_model_random(&flash_model.random) >> 8);
    }
    for (uint32_t i = 0; i < m->flash.sector_size; i += unit)
        m->image.programmed[offset + i] = !blank(m, offset + i, unit);
    longjmp(flash_model.power_off, 1);
}

static psa_status_t model_erase(const struct store_flash *flash, uint32_t offset)
{
    struct flash_model *m = model_of(flash);

    check_range(m, offset, m->flash.sector_size);
    rule(offset % m->flash.sector_size == 0, "erase inside a sector", offset, 0);
    bool fails = call_fails();

    if (fails && !flash_model.fail_late)
        return PSA_ERROR_STORAGE_FAILURE;
    for (uint32_t done = 0; done < 4; done++) {
        if (!step())
            tear_erase(m, offset, done);
    }
    memset(m->image.bytes + offset, m->flash.erased_value, m->flash.sector_size);
    memset(m->image.programmed + offset, 0, m->flash.sector_size);
    m->erase_count[offset / m->flash.sector_size]++;
    return fails ? PSA_ERROR_STORAGE_FAILURE : PSA_SUCCESS;
}

static const struct store_flash *open_model(struct flash_model *m, uint32_t sector_size,
                                            uint8_t sector_count, uint8_t program_unit,
                                            uint8_t erased_value)
{
    memset(m, 0, sizeof(*m));
    m->flash.read = model_read;
    m->flash.program = model_program;
    m->flash.erase = model_erase;
    m->flash.sector_size = sector_size;
    m->flash.sector_count = sector_count;
    m->flash.program_unit = program_unit;
    m->flash.erased_value = erased_value;
    m->size = sector_size * sector_count;
    rule(m->size <= FLASH_MODEL_SIZE_MAX, "the model is too small", 0, m->size);
    memset(m->image.bytes, erased_value, sizeof(m->image.bytes));
    m->steps_left = -1;
    m->fail_after = -1;
    m->random = 1;
    return &m->flash;
}

const struct store_flash *flash_model_open(uint32_t sector_size, uint8_t sector_count,
                                           uint8_t program_unit, uint8_t erased_value)
{
    return open_model(&flash_model, sector_size, sector_count, program_unit, erased_value);
}

const struct store_flash *flash_model_open_second(uint32_t sector_size, uint8_t sector_count,
                                                  uint8_t program_unit, uint8_t erased_value)
{
    return open_model(&flash_model_second, sector_size, sector_count, program_unit, erased_value);
}
