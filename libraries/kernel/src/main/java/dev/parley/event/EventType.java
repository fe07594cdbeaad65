package dev.parley.event;

/** The events subscribers may hear of. Subscriptions accept unknown names too; these are the ones that fire. */
public enum EventType {
    MESSAGE_RECEIVED("message.received"),
    MESSAGE_SENT("message.sent"),
    MESSAGE_DELIVERED("message.delivered"),
    MESSAGE_READ("message.read"),
    MESSAGE_EDITED("message.edited"),
    MESSAGE_DELETED("message.deleted"),
    MESSAGE_FAILED_WAITING_FOR_RETRY("message.failed_waiting_for_retry"),
    MESSAGE_FAILED("message.failed"),
    REACTION_RECEIVED("reaction.received"),
    REFERRAL_RECEIVED("referral.received"),
    COMMENT_CREATED("comment.created"),
    PROFILE_CONNECTED("profile.connected"),
    PROFILE_DISCONNECTED("profile.disconnected"),
    WEBHOOK_DISABLED("webhook.disabled"),
    WEBHOOK_TEST("webhook.test");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
