package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;

/**
 * Which members of a message are what. Telegram adds kinds of content several times a year, so content is whatever is
 * neither the envelope nor a known service notice.
 */
final class MessageFields {
    private static final Set<String> ENVELOPE = Set.of(
            "message_id",
            "message_thread_id",
            "is_topic_message",
            "direct_messages_topic",
            "from",
            "sender_chat",
            "sender_boost_count",
            "sender_business_bot",
            "sender_tag",
            "receiver_user",
            "ephemeral_message_id",
            "guest_query_id",
            "guest_bot_caller_user",
            "guest_bot_caller_chat",
            "business_connection_id",
            "chat",
            "date",
            "edit_date",
            "forward_origin",
            "forward_from",
            "forward_from_chat",
            "forward_from_message_id",
            "forward_signature",
            "forward_sender_name",
            "forward_date",
            "is_automatic_forward",
            "reply_to_message",
            "external_reply",
            "quote",
            "reply_to_story",
            "reply_to_checklist_task_id",
            "reply_to_poll_option_id",
            "via_bot",
            "has_protected_content",
            "is_from_offline",
            "is_paid_post",
            "paid_star_count",
            "media_group_id",
            "author_signature",
            "entities",
            "link_preview_options",
            "suggested_post_info",
            "effect_id",
            "caption",
            "caption_entities",
            "show_caption_above_media",
            "has_media_spoiler",
            "reply_markup");

    private static final Set<String> SERVICE = Set.of(
            "write_access_allowed",
            "connected_website",
            "passport_data",
            "pinned_message",
            "chat_shared",
            "user_shared",
            "users_shared",
            "successful_payment",
            "refunded_payment",
            "message_auto_delete_timer_changed",
            "proximity_alert_triggered",
            "boost_added",
            "chat_background_set",
            "checklist_tasks_done",
            "checklist_tasks_added",
            "gift",
            "unique_gift",
            "gift_upgrade_sent",
            "giveaway_created",
            "giveaway_completed",
            "paid_message_price_changed",
            "direct_message_price_changed",
            "new_chat_members",
            "new_chat_member",
            "new_chat_participant",
            "left_chat_member",
            "left_chat_participant",
            "new_chat_title",
            "new_chat_photo",
            "delete_chat_photo",
            "group_chat_created",
            "supergroup_chat_created",
            "channel_chat_created",
            "migrate_to_chat_id",
            "migrate_from_chat_id",
            "managed_bot_created");

    /** Whole families of notices: topics, calls, suggested posts, options of a poll, communities. */
    private static final Set<String> SERVICE_FAMILIES = Set.of(
            "forum_topic_",
            "general_forum_topic_",
            "video_chat_",
            "voice_chat_",
            "suggested_post_",
            "poll_option_",
            "community_chat_",
            "chat_owner_");

    private MessageFields() {}

    /** Whether the message is a notice of the app and nothing the participant said. */
    static boolean isService(JsonNode message) {
        for (Iterator<String> names = message.fieldNames(); names.hasNext(); ) {
            if (isServiceNotice(names.next())) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is anything in it that was sent: flags and numbers alone say nothing. */
    static boolean hasContent(JsonNode message) {
        return message.properties().stream()
                .anyMatch(member -> isContent(member.getKey())
                        && (member.getValue().isContainerNode() || isWord(member.getValue())));
    }

    /** Whether something of what was sent can be shown: an empty object, or media that Telegram keeps back, cannot. */
    static boolean isRepresented(JsonNode message) {
        return message.properties().stream()
                .filter(member -> isContent(member.getKey()))
                .anyMatch(member -> isWord(member.getValue())
                        || (!member.getValue().isEmpty() && !isKeptBack(member.getKey(), member.getValue())));
    }

    private static boolean isWord(JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty();
    }

    /** Paid media that nobody has paid for are a preview's size, and nothing to see. */
    private static boolean isKeptBack(String name, JsonNode value) {
        return name.equals("paid_media")
                && value.path("paid_media")
                        .valueStream()
                        .allMatch(media -> media.path("type").asText().equals("preview"));
    }

    private static boolean isContent(String name) {
        return !ENVELOPE.contains(name) && !isServiceNotice(name);
    }

    private static boolean isServiceNotice(String name) {
        return !ENVELOPE.contains(name)
                && (SERVICE.contains(name) || SERVICE_FAMILIES.stream().anyMatch(name::startsWith));
    }
}
