package dev.parley.benchmarks.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.benchmarks.load.Await;
import dev.parley.benchmarks.load.ClosedLoop;
import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** People on the simulated Telegram who have written to a connected bot, so that it may write to each of them. */
public final class TelegramCrowd {
    /** What the bot's own limits are lifted to, for the services. */
    public static final Map<String, String> NO_RATES = Map.of(
            "parley.dispatch.rates.per-profile.telegram", "1000000",
            "parley.dispatch.rates.per-chat.telegram", "1000000");

    private static final String PLATFORM = "telegram";
    private static final long FIRST_PERSON = 6_000_000_000L;
    private static final int FIRST_BOT = 700_000;
    private static final String TEST_TOKEN = ":test-benchmark";
    private static final int AT_ONCE = 32;
    private static final int PAGE = 20_000;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final BenchmarkStage stage;
    private final List<String> bots = new ArrayList<>();
    private final String token;
    private List<Seat> seats = List.of();

    /**
     * @param bot whom the person wrote to
     * @param person as the platform knows them
     */
    public record Seat(String chat, String profile, String bot, String person) {}

    /** @param at the {@link System#nanoTime} of the call, rounded up to the millisecond */
    public record Sent(String person, String text, long at) {}

    /** @param count how many bots they write to: the connected one, and as many more as are missing */
    public TelegramCrowd(BenchmarkStage stage, int count) {
        this.stage = stage;
        this.token = token(stage);
        bots.add(stage.profile(PLATFORM).path("external_id").asText());
        String group = stage.profile(PLATFORM).path("profile_group_id").asText();
        for (int i = 1; i < count; i++) {
            String bot = Integer.toString(FIRST_BOT + i);
            Answer connected = stage.api()
                    .post(
                            "/api/profile_groups/" + group + "/initialize_connection",
                            Map.of("platform", PLATFORM, "bot_token", bot + TEST_TOKEN));
            if (!connected.isSuccess()) {
                throw new IllegalStateException("bot not connected: " + connected);
            }
            bots.add(bot);
        }
    }

    private static String token(BenchmarkStage stage) {
        for (JsonNode account :
                stage.sandbox().get("/control/demo-accounts").body().path("data")) {
            if (account.path("platform").asText().equals(PLATFORM)) {
                return account.path("connection").path("bot_token").asText();
            }
        }
        throw new IllegalStateException("the sandbox plays no Telegram");
    }

    /** Has so many people write, lifts the platform's limits, and waits until every chat is stored. */
    public void gather(int people) {
        stage.sandbox()
                .post(
                        "/control/telegram/acts/limits",
                        Map.of("chat_per_second", 0, "chat_burst", 1000, "bot_per_second", 0, "bot_burst", 1000));
        URI sandbox = URI.create(String.valueOf(stage.state().sandboxUrl()));
        HttpClient client = stage.vertx().createHttpClient(new PoolOptions().setHttp1MaxSize(AT_ONCE));
        new ClosedLoop(AT_ONCE)
                .run(
                        people,
                        (number, done) -> client.request(
                                        HttpMethod.POST, sandbox.getPort(), sandbox.getHost(), "/control/telegram/say")
                                .compose(request -> request.send(hello(number)))
                                .compose(response -> response.end())
                                .onComplete(_ -> done.run()));
        Await.demand("storing " + people + " chats", LIMIT, () -> chats() >= people);
        seats = readSeats();
    }

    private Buffer hello(long number) {
        String id = Long.toString(FIRST_PERSON + number);
        return new JsonObject()
                .put("account", bots.get((int) (number % bots.size())))
                .put("text", "hello")
                .put(
                        "participant",
                        new JsonObject().put("id", id).put("name", "P" + number).put("username", "p" + id))
                .toBuffer();
    }

    private long chats() {
        return stage.sql().number("select count(*) from chats where platform = 'telegram'");
    }

    private List<Seat> readSeats() {
        List<Seat> found = new ArrayList<>();
        stage.sql()
                .rows(
                        "select c.id, c.profile_id, p.external_id, c.participant_external_id"
                                + " from chats c join profiles p on p.id = c.profile_id where c.platform = 'telegram' order by c.id")
                .forEach(row -> found.add(new Seat(
                        new ChatId(Long.parseLong(row.get(0))).toString(),
                        new ProfileId(Long.parseLong(row.get(1))).toString(),
                        row.get(2),
                        row.get(3))));
        return found;
    }

    /** Whose turn it is: everybody in turn. */
    public Seat seat(long number) {
        return seats.get((int) (number % seats.size()));
    }

    /** How long the platform takes before it does anything. */
    public void takes(int millis) {
        stage.sandbox().post("/control/latency", Map.of("platform", PLATFORM, "millis", millis));
    }

    /** How many sends the platform has performed. */
    public long performed() {
        return stage.sandbox()
                .get("/control/telegram/ledger?limit=0")
                .body()
                .path("total")
                .asLong();
    }

    /** What the platform performed after so many sends, in its order. */
    public List<Sent> performedAfter(long earlier) {
        List<Sent> sends = new ArrayList<>();
        long total = performed();
        for (long after = earlier; after < total; after += PAGE) {
            for (JsonNode one : stage.sandbox()
                    .get("/control/telegram/ledger?after=" + after + "&limit=" + PAGE)
                    .body()
                    .path("data")) {
                sends.add(new Sent(
                        one.path("participant").asText(),
                        one.path("text").asText(),
                        Clock.nanoTime(Instant.parse(one.path("at").asText()))));
            }
        }
        return sends;
    }

    /** The path at which the platform takes a send to this person, for a bare client. */
    public String sendPath(Seat seat) {
        return "/telegram/bot" + (seat.bot().equals(bots.getFirst()) ? token : seat.bot() + TEST_TOKEN)
                + "/sendMessage";
    }
}
