package dev.parley.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.profile.Profile;
import dev.parley.topic.Cause;
import org.jspecify.annotations.Nullable;

/**
 * A change about to be told; becomes a {@link dev.parley.topic.EventRecord} when its id and sequence are taken.
 *
 * @param chat whose sequence numbers the event; null for events of no chat, which have no sequence
 * @param cause what it came of
 * @param data the envelope's {@code data}, complete; see {@link EventData}
 */
public record EventDraft(
        EventType type,
        AccountId account,
        @Nullable GroupId group,
        @Nullable ProfileId profile,
        @Nullable ChatId chat,
        Cause cause,
        JsonNode data) {

    public static EventDraft inChat(EventType type, Profile profile, ChatId chat, JsonNode data) {
        return new EventDraft(type, profile.account(), profile.group(), profile.id(), chat, causeIn(profile), data);
    }

    public static EventDraft ofProfile(EventType type, Profile profile, JsonNode data) {
        return new EventDraft(type, profile.account(), profile.group(), profile.id(), null, causeIn(profile), data);
    }

    public static EventDraft ofAccount(EventType type, AccountId account, @Nullable GroupId group, JsonNode data) {
        return new EventDraft(type, account, group, null, null, Cause.UNKNOWN, data);
    }

    /** The same draft, knowing better what it came of. */
    public EventDraft because(Cause better) {
        return new EventDraft(type, account, group, profile, chat, better, data);
    }

    private static Cause causeIn(Profile profile) {
        return Cause.on(profile.platform());
    }
}
