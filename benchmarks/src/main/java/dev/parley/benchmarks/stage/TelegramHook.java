package dev.parley.benchmarks.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.benchmarks.load.SequencedPayload;
import dev.parley.id.ProfileId;
import dev.parley.topic.InboundRecord;
import dev.parley.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Instant;

/**
 * Telegram as ingest sees it: people write to the connected bot, and their updates come as records or as posts to its
 * webhook. Each chat is one person; message ids are unique over the whole run.
 */
public final class TelegramHook {
    private static final String PLATFORM = "telegram";
    private static final String SECRET = "benchmark-hook-secret";
    private static final long FIRST_PERSON = 7_000_000_000L;
    private static final int CONNECTIONS = 40;

    private final Feed feed;
    private final WebClient client;
    private final int port;
    private final String profile;
    private final String bot;
    private final SequencedPayload texts;

    public TelegramHook(BenchmarkStage stage, SequencedPayload texts) {
        JsonNode connected = stage.profile(PLATFORM);
        this.profile = connected.path("id").asText();
        this.bot = connected.path("external_id").asText();
        this.texts = texts;
        this.feed = stage.feed();
        this.client = WebClient.wrap(stage.vertx().createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS)));
        this.port = stage.port("ingest-service");
    }

    public String profile() {
        return profile;
    }

    /** Makes the webhook accept our secret instead of the one that only the sandbox was told. */
    public void shareSecret(BenchmarkStage stage) {
        stage.sql()
                .run("update profiles set hook_secret_hash = sha256('" + SECRET + "'::bytea) where id = "
                        + ProfileId.parse(profile).orElseThrow().value());
    }

    /** An update straight onto {@code parley.inbound}, as the receiver writes it. */
    public void record(long number, long person, Runnable acknowledged) {
        InboundRecord inbound = new InboundRecord(
                InboundRecord.VERSION, PLATFORM, bot, profile, Instant.now(), null, update(number, person));
        feed.put(Topics.INBOUND, PLATFORM + ":" + bot + ":" + (FIRST_PERSON + person), inbound.write(), acknowledged);
    }

    public void flush() {
        feed.flush();
    }

    /** Posts an update to the webhook: the status of the answer. */
    public Future<Integer> post(long number, long person) {
        return client.post(port, "127.0.0.1", "/hooks/telegram/" + profile)
                .putHeader("X-Telegram-Bot-Api-Secret-Token", SECRET)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(update(number, person)))
                .map(HttpResponse::statusCode);
    }

    private String update(long number, long person) {
        long id = FIRST_PERSON + person;
        String who = "\"id\":%d,\"first_name\":\"Jane\",\"last_name\":\"Doe %d\",\"username\":\"jane_%d\""
                .formatted(id, person, person);
        return """
                {"update_id":%d,"message":{"message_id":%d,"from":{%s,"is_bot":false,"language_code":"en"},\
                "chat":{%s,"type":"private"},"date":%d,"text":"%s"}}""".formatted(number + 1, number + 1, who, who, System.currentTimeMillis() / 1000, texts.text(number));
    }
}
