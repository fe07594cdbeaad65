package dev.parley.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.inbound.InboundAttachment;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.InboundEvent.MessageArrived;
import dev.parley.inbound.Participant;
import dev.parley.json.Json;
import dev.parley.message.ChatTraits;
import dev.parley.node.IdGenerator;
import dev.parley.normalise.InboundDelivery;
import dev.parley.normalise.Normaliser;
import dev.parley.normalise.PlatformRules;
import dev.parley.profile.Profile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A profile of its own, what arrives for it, and what the database says afterwards. */
public final class Story {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    public static final Instant T0 = Instant.parse("2026-11-01T10:00:00Z");
    public static final String ANNA = "anna";

    private final Pool pool;
    private final Normaliser normaliser;
    public final IdGenerator ids;
    public final Profile profile;

    private Story(Pool pool, Normaliser normaliser, IdGenerator ids, Profile profile) {
        this.pool = pool;
        this.normaliser = normaliser;
        this.ids = ids;
        this.profile = profile;
    }

    /** With an account and a connected profile that no other test knows. */
    public static Story begin(Pool pool, Normaliser normaliser, IdGenerator ids) {
        return begin(pool, normaliser, ids, "{}");
    }

    public static Story begin(Pool pool, Normaliser normaliser, IdGenerator ids, String settings) {
        long account = ids.next();
        long group = ids.next();
        long id = ids.next();
        String external = "account-" + id;
        run(pool, "insert into accounts (id, name) values ($1, 'Test')", account);
        run(pool, "insert into profile_groups (id, account_id, name) values ($1, $2, 'Default')", group, account);
        run(
                pool,
                "insert into profiles (id, account_id, profile_group_id, platform, external_id, name, settings)"
                        + " values ($1, $2, $3, 'loopback', $4, 'Test', $5::text::jsonb)",
                id,
                account,
                group,
                external,
                settings);
        Profile profile = new Profile(
                new ProfileId(id),
                new AccountId(account),
                new GroupId(group),
                "loopback",
                external,
                "Test",
                null,
                Profile.Status.ACTIVE,
                null,
                null,
                Json.read(settings),
                Json.object(),
                null);
        return new Story(pool, normaliser, ids, profile);
    }

    /** A Telegram bot of the account, as connecting it leaves it: committed, and not announced to this process. */
    public ProfileId connectBot(String hookSecret) {
        long id = ids.next();
        run(
                pool,
                "insert into profiles (id, account_id, profile_group_id, platform, external_id, name, hook_secret_hash)"
                        + " values ($1, $2, $3, 'telegram', $4, 'Bot', sha256($5::text::bytea))",
                id,
                profile.account().value(),
                profile.group().value(),
                "bot-" + id,
                hookSecret);
        return new ProfileId(id);
    }

    /** All in one batch, in this order. */
    public void arrives(InboundEvent... events) {
        List<InboundDelivery> deliveries = new ArrayList<>();
        for (InboundEvent event : events) {
            deliveries.add(delivery(event));
        }
        normaliser.normalise(deliveries).await().atMost(DEADLINE);
    }

    public InboundDelivery delivery(InboundEvent... events) {
        return new InboundDelivery(profile, new PlatformRules(new ChatTraits(true, true), true), List.of(events));
    }

    public static MessageArrived text(String externalId, String body) {
        return text(ANNA, externalId, body, T0);
    }

    public static MessageArrived text(String participant, String externalId, String body, Instant at) {
        return new MessageArrived(
                Participant.of(participant), externalId, at, body, List.of(), null, null, false, null, List.of());
    }

    public static MessageArrived picture(String externalId) {
        InboundAttachment picture = new InboundAttachment(
                "image", "file-" + externalId, null, Json.object().put("file", "1"), false);
        return with(externalId, picture);
    }

    public static MessageArrived with(String externalId, InboundAttachment attachment) {
        return new MessageArrived(
                Participant.of(ANNA), externalId, T0, null, List.of(attachment), null, null, false, null, List.of());
    }

    /** An outbound message as dispatch leaves it; its status and the rest as SQL assignments. */
    public MessageId sent(String body, String assignments) {
        arrivedOnce();
        long id = ids.next();
        run(
                pool,
                "insert into messages (id, chat_id, profile_id, direction, status, body, send_number)"
                        + " select $1, c.id, c.profile_id, 'outbound', 'pending', $3, l.next_send"
                        + " from chats c join chat_lanes l on l.chat_id = c.id"
                        + " where c.profile_id = $2 and c.participant_external_id = 'anna'",
                id,
                profile.id().value(),
                body);
        run(
                pool,
                "update chat_lanes set next_send = next_send + 1, due_at = now() + interval '1 hour'"
                        + " where profile_id = $1",
                profile.id().value());
        run(pool, "update messages set " + assignments + " where id = $1", id);
        return new MessageId(id);
    }

    /** Published with this id, so many seconds after the beginning. */
    public MessageId published(String externalId, long second) {
        return sent(
                "text",
                "status = 'published', external_id = '%s', external_posted_at = '%s'"
                        .formatted(externalId, T0.plusSeconds(second)));
    }

    private void arrivedOnce() {
        if (number("select count(*) from chats where profile_id = $1") == 0) {
            arrives(text("hello", "Hello"));
        }
    }

    /** The types of the events in the order of their sequence; fails when the sequence has a gap. */
    public List<String> told() {
        List<String> types = new ArrayList<>();
        long expected = 1;
        for (Row row : rows("select type, sequence from events where profile_id = $1 order by chat_id, sequence")) {
            Long sequence = row.getLong(1);
            if (sequence != null && sequence != expected++) {
                throw new AssertionError("gap before sequence " + sequence);
            }
            types.add(row.getString(0));
        }
        return types;
    }

    /** The data of the last event of the type. */
    public JsonNode lastTold(String type) {
        JsonNode data = null;
        for (Row row : rows("select envelope::text, type from events where profile_id = $1 order by sequence, id")) {
            if (row.getString(1).equals(type)) {
                data = Json.read(row.getString(0)).path("data");
            }
        }
        if (data == null) {
            throw new AssertionError("never told: " + type);
        }
        return data;
    }

    public Row message(String externalId) {
        for (Row row : rows("select * from messages where profile_id = $1 and external_id = '" + externalId + "'")) {
            return row;
        }
        throw new AssertionError("no message " + externalId);
    }

    public Row chat() {
        return rows("select c.*, c.metadata::text as metadata_text, l.message_count, l.due_at from chats c"
                        + " join chat_lanes l on l.chat_id = c.id where c.profile_id = $1")
                .iterator()
                .next();
    }

    /** {@code $1} is the profile. */
    public long number(String sql) {
        return rows(sql).iterator().next().getLong(0);
    }

    public @Nullable String value(String sql) {
        return rows(sql).iterator().next().getString(0);
    }

    public RowSet<Row> rows(String sql) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(profile.id().value()))
                .await()
                .atMost(DEADLINE);
    }

    public void run(String sql) {
        run(pool, sql, profile.id().value());
    }

    private static void run(Pool pool, String sql, Object... parameters) {
        pool.preparedQuery(sql)
                .execute(Tuple.wrap(new ArrayList<>(List.of(parameters))))
                .await()
                .atMost(DEADLINE);
    }
}
