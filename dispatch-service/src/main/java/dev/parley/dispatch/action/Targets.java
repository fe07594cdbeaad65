package dev.parley.dispatch.action;

import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.OutboundMessage;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds what an action is about; empty when it is not there or the platform does not know it. */
@Singleton
class Targets {
    private static final String CHAT = """
            select id as chat_id, profile_id, participant_external_id, external_conversation_id
            from chats where id = $1""";

    private static final String MESSAGE = """
            select m.id, m.external_id, m.body, m.reply_markup::text, m.profile_id, c.id as chat_id,
                   c.participant_external_id, c.external_conversation_id,
                   exists (select 1 from attachments a where a.message_id = m.id) as has_media
            from messages m join chats c on c.id = m.chat_id
            where m.id = $1 and m.external_id is not null""";

    private final Pool pool;
    private final ProfileDirectory profiles;

    Targets(Pool pool, ProfileDirectory profiles) {
        this.pool = pool;
        this.profiles = profiles;
    }

    Uni<Optional<ActionTarget>> chat(ChatId id) {
        return pool.preparedQuery(CHAT).execute(Tuple.of(id.value())).flatMap(rows -> {
            for (Row row : rows) {
                return target(row);
            }
            return Uni.createFrom().item(Optional.empty());
        });
    }

    Uni<Optional<TargetMessage>> message(MessageId id) {
        return pool.preparedQuery(MESSAGE).execute(Tuple.of(id.value())).flatMap(rows -> {
            for (Row row : rows) {
                return target(row).map(target -> target.map(at -> message(row, at)));
            }
            return Uni.createFrom().item(Optional.empty());
        });
    }

    Uni<Optional<Profile>> profile(ProfileId id) {
        return profiles.fresh(id);
    }

    private Uni<Optional<ActionTarget>> target(Row row) {
        OutboundMessage.Recipient recipient = new OutboundMessage.Recipient(
                row.getString("participant_external_id"), row.getString("external_conversation_id"));
        ChatId chat = new ChatId(row.getLong("chat_id"));
        return profiles.fresh(new ProfileId(row.getLong("profile_id")))
                .map(found -> found.map(profile -> new ActionTarget(profile, chat, recipient)));
    }

    private static TargetMessage message(Row row, ActionTarget at) {
        return new TargetMessage(
                at,
                new MessageId(row.getLong("id")),
                row.getString("external_id"),
                row.getString("body"),
                Json.readNullable(row.getString("reply_markup")),
                row.getBoolean("has_media"));
    }
}
