/*
 * Goal: a receiver believes exactly the messages that a sender sealed, and nothing near them.
 * Method: seal one of each type, then harm it in every way that the list of wrongs knows.
 */
#include "kit/protocol/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static union message sealed(uint32_t type, uint32_t sequence)
{
    union message message = {.bytes = {0}};
    if (type == MESSAGE_REQUEST)
        message_text(message.request.text, "hello");
    if (type == MESSAGE_BLOCK_ASK)
        message.block_ask.size = 4096;
    message_seal(&message, (enum message_type)type, sequence);
    return message;
}

static enum kit_status check(const void *bytes, size_t size, uint32_t sequence,
                             enum message_wrong *wrong)
{
    union message out;
    struct kit_error err = {.text = ""};
    *wrong = WRONG_COUNT;
    enum kit_status status = message_check(bytes, size, sequence, &out, wrong, &err);
    if (status == KIT_OK)
        assert_memory_equal(out.bytes, bytes, size);
    else
        assert_true(err.text[0] != 0);
    return status;
}

static void assert_wrong(const union message *message, size_t size, enum message_wrong expected)
{
    enum message_wrong wrong;
    assert_int_equal(check(message, size, 7, &wrong), KIT_VIOLATION);
    assert_string_equal(wrong_words[wrong], wrong_words[expected]);
}

static void what_was_sealed_is_believed(void **state)
{
    (void)state;
    for (uint32_t type = MESSAGE_REQUEST; type <= MESSAGE_QUIT; type++) {
        union message message = sealed(type, 7);
        enum message_wrong wrong;
        assert_int_equal(check(&message, message_length(type), 7, &wrong), KIT_OK);
        assert_string_not_equal(message_word(type), "?");
    }
}

static void no_byte_can_be_changed(void **state)
{
    (void)state;
    for (uint32_t type = MESSAGE_REQUEST; type <= MESSAGE_QUIT; type++) {
        for (size_t bit = 0; bit < message_length(type) * 8; bit++) {
            union message message = sealed(type, 7);
            message.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
            enum message_wrong wrong;
            assert_int_equal(check(&message, message_length(type), 7, &wrong), KIT_VIOLATION);
            assert_true(wrong < WRONG_COUNT);
        }
    }
}

static void no_other_length_is_taken(void **state)
{
    (void)state;
    uint8_t room[MESSAGE_MOST + 64] = {0};
    for (uint32_t type = MESSAGE_REQUEST; type <= MESSAGE_QUIT; type++) {
        union message message = sealed(type, 7);
        memcpy(room, &message, sizeof message);
        for (size_t size = 0; size < sizeof room; size++) {
            enum message_wrong wrong;
            if (size == message_length(type))
                continue;
            assert_int_equal(check(room, size, 7, &wrong), KIT_VIOLATION);
            assert_int_equal(wrong, WRONG_LENGTH);
        }
    }
}

static void a_lost_and_a_repeated_message_are_seen(void **state)
{
    (void)state;
    union message late = sealed(MESSAGE_REQUEST, 8);
    union message twice = sealed(MESSAGE_REQUEST, 6);
    assert_wrong(&late, sizeof late.request, WRONG_SEQUENCE);
    assert_wrong(&twice, sizeof twice.request, WRONG_SEQUENCE);
}

static void each_part_of_the_head_is_named_when_wrong(void **state)
{
    (void)state;
    union message magic = sealed(MESSAGE_QUIT, 7);
    magic.head.magic++;
    assert_wrong(&magic, sizeof magic.quit, WRONG_MAGIC);
    union message version = sealed(MESSAGE_QUIT, 7);
    version.head.version++;
    assert_wrong(&version, sizeof version.quit, WRONG_VERSION);
    union message type = sealed(MESSAGE_QUIT, 7);
    type.head.type = 99;
    assert_wrong(&type, sizeof type.quit, WRONG_TYPE);
    union message text = sealed(MESSAGE_REQUEST, 7);
    text.request.text[0]++;
    assert_wrong(&text, sizeof text.request, WRONG_CHECKSUM);
}

static void a_sealed_lie_is_still_a_lie(void **state)
{
    (void)state;
    union message endless = sealed(MESSAGE_REQUEST, 7);
    memset(endless.request.text, 'x', MESSAGE_TEXT);
    message_seal(&endless, MESSAGE_REQUEST, 7);
    assert_wrong(&endless, sizeof endless.request, WRONG_CONTENT);
    union message flags = sealed(MESSAGE_REPLY, 7);
    flags.reply.flags = 2;
    message_seal(&flags, MESSAGE_REPLY, 7);
    assert_wrong(&flags, sizeof flags.reply, WRONG_CONTENT);
    union message reply = sealed(MESSAGE_REPLY, 7);
    memset(reply.reply.text, 'x', MESSAGE_TEXT);
    message_seal(&reply, MESSAGE_REPLY, 7);
    assert_wrong(&reply, sizeof reply.reply, WRONG_CONTENT);
    union message ask = sealed(MESSAGE_BLOCK_ASK, 7);
    ask.block_ask.zero = 1;
    message_seal(&ask, MESSAGE_BLOCK_ASK, 7);
    assert_wrong(&ask, sizeof ask.block_ask, WRONG_CONTENT);
    union message taken = sealed(MESSAGE_BLOCK_TAKEN, 7);
    taken.block_taken.zero = 1;
    message_seal(&taken, MESSAGE_BLOCK_TAKEN, 7);
    assert_wrong(&taken, sizeof taken.block_taken, WRONG_CONTENT);
    taken.block_taken.zero = 0;
    taken.block_taken.ok = 2;
    message_seal(&taken, MESSAGE_BLOCK_TAKEN, 7);
    assert_wrong(&taken, sizeof taken.block_taken, WRONG_CONTENT);
    union message nothing = sealed(MESSAGE_BLOCK_ASK, 7);
    nothing.block_ask.size = 0;
    message_seal(&nothing, MESSAGE_BLOCK_ASK, 7);
    assert_wrong(&nothing, sizeof nothing.block_ask, WRONG_CONTENT);
}

static void a_long_text_is_cut_and_ended(void **state)
{
    (void)state;
    char longer[2 * MESSAGE_TEXT];
    memset(longer, 'y', sizeof longer);
    longer[sizeof longer - 1] = 0;
    char to[MESSAGE_TEXT];
    message_text(to, longer);
    assert_int_equal(strlen(to), MESSAGE_TEXT - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_sealed_is_believed),
        cmocka_unit_test(no_byte_can_be_changed),
        cmocka_unit_test(no_other_length_is_taken),
        cmocka_unit_test(a_lost_and_a_repeated_message_are_seen),
        cmocka_unit_test(each_part_of_the_head_is_named_when_wrong),
        cmocka_unit_test(a_sealed_lie_is_still_a_lie),
        cmocka_unit_test(a_long_text_is_cut_and_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
