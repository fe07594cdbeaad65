package dev.parley.benchmarks.path;

import dev.parley.benchmarks.stage.BenchmarkStage;
import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import java.util.concurrent.ThreadLocalRandom;

/** Chats of twenty messages each, written straight into the tables; a chat's messages lie apart, as life leaves them. */
final class StoredInbox {
    private static final int MESSAGES_PER_CHAT = 20;
    private static final int GROUP = 5_000;

    private static final String CHATS = """
            insert into chats (id, profile_id, platform, participant_external_id, participant_name, participant_username,
                               last_inbound_at, last_message_at, created_at)
            select %1$d + n, %2$d, 'telegram', (8000000000 + n)::text, 'Person ' || n, 'person_' || n,
                   now() - n * interval '1 second', now() - n * interval '1 second', now() - interval '90 days'
            from generate_series(%3$d, %4$d) n""";

    private static final String LANES = """
            insert into chat_lanes (chat_id, profile_id, next_event, message_count)
            select %1$d + n, %2$d, 21, 20 from generate_series(%3$d, %4$d) n""";

    private static final String MESSAGES = """
            insert into messages (id, chat_id, profile_id, direction, status, external_id, body, external_posted_at)
            select %1$d + 20000000 + n * 20::bigint + m, %1$d + n, %2$d,
                   case when m %% 2 = 0 then 'inbound' else 'outbound' end,
                   case when m %% 2 = 0 then 'received' else 'published' end,
                   (n * 20::bigint + m)::text, 'Message ' || m || ' of chat ' || n || repeat(' lorem ipsum', 6),
                   now() - n * interval '1 second' - (20 - m) * interval '1 hour'
            from generate_series(0, 19) m cross join generate_series(%3$d, %4$d) n
            order by m, n""";

    private final BenchmarkStage stage;
    private final String profile;
    private final long firstId = (System.currentTimeMillis() - 86_400_000L) << 21;
    private int chats;

    StoredInbox(BenchmarkStage stage) {
        this.stage = stage;
        this.profile = stage.profile("telegram").path("id").asText();
    }

    /** Makes it this large; what is there stays. */
    void growTo(int count) {
        BenchmarkStage.say("storing %,d chats and %,d messages".formatted(count, count * (long) MESSAGES_PER_CHAT));
        long id = ProfileId.parse(profile).orElseThrow().value();
        for (int from = chats; from < count; from += GROUP) {
            for (String statement : new String[] {CHATS, LANES, MESSAGES}) {
                stage.sql()
                        .run("set synchronous_commit = off; "
                                + statement.formatted(firstId, id, from, Math.min(count, from + GROUP) - 1));
            }
        }
        chats = count;
        stage.sql().run("vacuum analyze messages");
        stage.sql().run("vacuum analyze chats");
        stage.sql().run("vacuum analyze chat_lanes");
    }

    long messages() {
        return chats * (long) MESSAGES_PER_CHAT;
    }

    String anyChat() {
        return new ChatId(firstId + ThreadLocalRandom.current().nextInt(chats)).toString();
    }

    String listOfChats() {
        return "/api/profiles/" + profile + "/chats?page="
                + ThreadLocalRandom.current().nextInt(5);
    }

    String listOfMessages() {
        return "/api/chats/" + anyChat() + "/messages";
    }
}
