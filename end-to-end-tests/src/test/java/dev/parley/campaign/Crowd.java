package dev.parley.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.campaign.Programs.Running;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.GroupId;
import dev.parley.id.MessageId;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Many chats over a few accounts of two networks, and the commands to send into each of them. */
final class Crowd {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PROFILES = 10;

    private final DispatchStage stage;
    private final List<Seat> seats = new ArrayList<>();
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis() << 21);

    /** @param name stands in every text, so that each send can be told from all others */
    record Seat(String name, String chat, String profile, String participant) {}

    Crowd(DispatchStage stage) {
        this.stage = stage;
    }

    /** Half of the chats on a network that cannot be asked about a send, half on one that can. */
    void gather(Running dispatcher, int chats) {
        long account = ids.incrementAndGet();
        long group = ids.incrementAndGet();
        stage.run("insert into accounts (id, name) values (" + account + ", 'Campaign')");
        stage.run("insert into profile_groups (id, account_id, name) values (" + group + ", " + account + ", 'All')");
        for (int profile = 0; profile < PROFILES; profile++) {
            String bot = Integer.toString(700_000 + profile);
            String did = telegramOrBluesky(profile, bot);
            Map<String, String> request = isTelegram(profile)
                    ? Map.of("platform", "telegram", "bot_token", bot + ":test-campaign")
                    : Map.of("platform", "bluesky", "identifier", did, "app_password", "aaaa-bbbb-cccc-dddd");
            String id = stage.connect(
                    dispatcher, request, new AccountId(account).toString(), new GroupId(group).toString());
            String external = stage.rows("select external_id from profiles order by id desc limit 1")
                    .getFirst()
                    .getFirst();
            for (int chat = profile; chat < chats; chat += PROFILES) {
                seats.add(seat(profile, chat, id, external));
            }
        }
    }

    private static boolean isTelegram(int profile) {
        return profile % 2 == 0;
    }

    private static String telegramOrBluesky(int profile, String bot) {
        return isTelegram(profile) ? bot : "campaign" + profile + ".test";
    }

    /** The participant writes first, as both networks want it. */
    private Seat seat(int profile, int chat, String profileId, String account) {
        String platform = isTelegram(profile) ? "telegram" : "bluesky";
        String participant = isTelegram(profile)
                ? Integer.toString(5_000_000 + chat)
                : "did:plc:campaign" + Integer.toString(chat + 10_000, 36).replaceAll("[^a-z2-7]", "z")
                        + "q".repeat(12);
        ObjectNode say = JSON.createObjectNode().put("account", account).put("text", "hello");
        say.putObject("participant")
                .put("id", participant)
                .put("name", "P" + chat)
                .put("username", "p" + chat);
        JsonHttp.Answer said = stage.sandbox().post("/control/" + platform + "/say", say);
        if (!said.isSuccess()) {
            throw new AssertionError("the sandbox refuses: " + said);
        }
        return new Seat("chat" + chat, new ChatId(ids.incrementAndGet()).toString(), profileId, participant);
    }

    /** Publishes the commands with these numbers for every chat, chat by chat in turn. */
    void send(int from, int until) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.brokers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            for (int number = from; number < until; number++) {
                for (Seat seat : seats) {
                    producer.send(new ProducerRecord<>(Topics.OUTBOUND, seat.chat, command(seat, number)));
                }
            }
            producer.flush();
        }
    }

    private String command(Seat seat, int number) {
        return JSON.createObjectNode()
                .put("version", 1)
                .put("message_id", new MessageId(ids.incrementAndGet()).toString())
                .put("chat_id", seat.chat)
                .put("profile_id", seat.profile)
                .put("participant_external_id", seat.participant)
                .put("body", seat.name + "/" + number)
                .put("created_at", Instant.now().toString())
                .toString();
    }
}
