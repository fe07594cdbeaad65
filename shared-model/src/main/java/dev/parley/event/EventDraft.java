package dev.parley.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * A change about to be told; becomes a {@link dev.parley.topic.EventRecord} when its id and sequence are taken.
 *
 * @param chat whose sequence numbers the event; null for events of no chat, which have no sequence
 * @param data the envelope's {@code data}, complete; see {@link EventData}
 */
public record EventDraft(
        EventType type,
        AccountId account,
        @Nullable GroupId group,
        @Nullable ProfileId profile,
        @Nullable ChatId chat,
        JsonNode data) {

    public static EventDraft inChat(EventType type, Profile profile, ChatId chat, JsonNode data) {
        return new EventDraft(type, profile.account(), profile.group(), profile.id(), chat, data);
    }

    public static EventDraft ofProfile(EventType type, Profile profile, JsonNode data) {
        return new EventDraft(type, profile.account(), profile.group(), profile.id(), null, data);
    }

    public static EventDraft ofAccount(EventType type, AccountId account, @Nullable GroupId group, JsonNode data) {
        return new EventDraft(type, account, group, null, null, data);
    }
}
