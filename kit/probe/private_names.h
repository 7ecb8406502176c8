#pragma once
/*
 * Renames the kit's own functions in lifeline_probe.c to names that no program has: a program
 * may well have its own text_add. ci/check-symbols proves that the list is complete and that no
 * entry is superfluous.
 */
#define actor_name_find       lifeline_private_actor_name_find
#define actor_name_id         lifeline_private_actor_name_id
#define actor_name_text       lifeline_private_actor_name_text
#define actor_names_spilled   lifeline_private_actor_names_spilled
#define actor_order_due       lifeline_private_actor_order_due
#define field_begin           lifeline_private_field_begin
#define field_log_is_name     lifeline_private_field_log_is_name
#define field_log_name        lifeline_private_field_log_name
#define field_log_valid       lifeline_private_field_log_valid
#define field_log_who         lifeline_private_field_log_who
#define name_copy             lifeline_private_name_copy
#define nearest_word          lifeline_private_nearest_word
#define owner_enter           lifeline_private_owner_enter
#define owner_leave           lifeline_private_owner_leave
#define owner_set             lifeline_private_owner_set
#define path_file_name        lifeline_private_path_file_name
#define path_without_start    lifeline_private_path_without_start
#define probe_attach_injected lifeline_private_probe_attach_injected
#define probe_reach_call      lifeline_private_probe_reach_call
#define probe_run             lifeline_private_probe_run
#define request_answer        lifeline_private_request_answer
#define request_forget        lifeline_private_request_forget
#define request_next          lifeline_private_request_next
#define request_put           lifeline_private_request_put
#define request_take          lifeline_private_request_take
#define ring_enter            lifeline_private_ring_enter
#define ring_leave            lifeline_private_ring_leave
#define ring_put              lifeline_private_ring_put
#define ring_take             lifeline_private_ring_take
#define run_block_make        lifeline_private_run_block_make
#define run_block_valid       lifeline_private_run_block_valid
#define run_name_prefix       lifeline_private_run_name_prefix
#define run_object_name       lifeline_private_run_object_name
#define text_add              lifeline_private_text_add
#define text_add_bytes        lifeline_private_text_add_bytes
#define text_add_choice       lifeline_private_text_add_choice
#define text_over             lifeline_private_text_over
#define utf8_print            lifeline_private_utf8_print
#define utf8_read_long        lifeline_private_utf8_read_long
#define utf8_whole            lifeline_private_utf8_whole
#define utf8_write            lifeline_private_utf8_write
#define word_index            lifeline_private_word_index
#define words_equal           lifeline_private_words_equal
