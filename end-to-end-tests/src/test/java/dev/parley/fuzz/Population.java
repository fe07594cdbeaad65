package dev.parley.fuzz;

import static dev.parley.testing.Waiting.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.demo.DemoAccount;
import dev.parley.standalone.demo.DemoNetwork;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** Fills a new system with conversations, comments, webhooks and keys, so that requests have something to hit. */
final class Population {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int PEOPLE = 3;

    private final JsonHttp api;
    private final JsonHttp operator;
    private final JsonHttp sandbox;
    private final SystemState state;
    private final Sink sink;
    private final World world;

    Population(SystemState state, Sink sink, World world) {
        this.state = state;
        this.sink = sink;
        this.world = world;
        this.api = new JsonHttp(state.apiUrl(), state.apiKey());
        this.operator = new JsonHttp(state.apiUrl(), state.operatorKey());
        this.sandbox = new JsonHttp(Objects.requireNonNull(state.sandboxUrl()), null);
    }

    void settle() {
        FormValues.into(world, sink);
        keys();
        webhooks();
        reconnect();
        comments();
        disconnected();
        unreadableDelivery();
        refresh();
    }

    private void keys() {
        String group = api.get("/api/profile_groups").body().at("/data/0/id").asText();
        world.addOwn("pg", group);
        String other = created(api.post("/api/profile_groups", Map.of("name", "Empty")))
                .path("id")
                .asText();
        world.add("pg", other);
        JsonNode foreign = created(operator.post("/api/admin/keys", Map.of("label", "other")));
        JsonNode inGroup = created(operator.post("/api/admin/keys", Map.of("profile_group_id", group)));
        world.key(Credential.Kind.RIGHT, Objects.requireNonNull(state.apiKey()));
        world.key(Credential.Kind.OPERATOR, state.operatorKey());
        world.key(Credential.Kind.GROUP, inGroup.path("key").asText());
        world.key(Credential.Kind.OTHER_ACCOUNT, foreign.path("key").asText());
        world.add("acc", foreign.path("account_id").asText());
        world.add("acc", inGroup.path("account_id").asText());
    }

    private void webhooks() {
        for (int i = 0; i < PEOPLE; i++) {
            Map<String, Object> wanted =
                    Map.of("url", sink.url("/events/" + i), "events", List.of("*"), "ordered", i == 0);
            String id = created(api.post("/api/webhooks", wanted)).path("id").asText();
            world.addOwn("wh", id);
            JsonNode event = created(api.post("/api/webhooks/" + id + "/test", Map.of()));
            world.add("evt", event.path("event_id").asText());
            String attempts = "/api/webhooks/" + id + "/deliveries";
            await().atMost(SOON)
                    .until(() -> !api.get(attempts).body().path("data").isEmpty());
            for (JsonNode attempt : api.get(attempts).body().path("data")) {
                world.add("dat", attempt.path("id").asText());
            }
        }
    }

    /** Connects again the accounts that were disconnected by a request that meant another one, with new conversations. */
    private void reconnect() {
        for (JsonNode entry : sandbox.get("/control/demo-accounts").body().path("data")) {
            DemoAccount account = DemoAccount.of(entry);
            String profile = profileOf(account);
            if (profile.isEmpty()) {
                profile =
                        initialized(entry.path("connection")).at("/profile/id").asText();
            }
            if (!world.pool("prof").contains(profile)) {
                converse(account);
                conversations(profile);
            }
        }
    }

    private String profileOf(DemoAccount account) {
        for (JsonNode profile : api.get("/api/profiles").body().path("data")) {
            boolean fits = profile.path("external_id").asText().equals(account.account());
            if (fits && profile.path("status").asText().equals("active")) {
                return profile.path("id").asText();
            }
        }
        return "";
    }

    /** A few people write to the account, and comment where that is possible. */
    private void converse(DemoAccount account) {
        DemoNetwork platform = new DemoNetwork(sandbox, account);
        for (int i = 0; i < PEOPLE; i++) {
            DemoAccount.Participant somebody = somebodyLike(account.participant(), i);
            world.add("participant_external_id", somebody.id());
            platform.say(somebody, "Hello " + i);
            platform.say(somebody, "Do you ship abroad?");
            if (account.hasComments()) {
                platform.act("comment", somebody, Map.of("text", "GUIDE " + i));
            }
        }
    }

    private static DemoAccount.Participant somebodyLike(DemoAccount.Participant known, int number) {
        String digits = Integer.toString(ThreadLocalRandom.current().nextInt(2222222, 7777777))
                .replaceAll("[0189]", "5");
        String id = known.id().substring(0, known.id().length() - digits.length()) + digits;
        return new DemoAccount.Participant(id, "Fuzz " + number, known.username());
    }

    private void conversations(String profile) {
        world.addOwn("prof", profile);
        String chats = "/api/profiles/" + profile + "/chats";
        await().atMost(SOON).until(() -> api.get(chats).body().path("total").asInt() >= PEOPLE);
        for (JsonNode chat : api.get(chats).body().path("data")) {
            conversation(chat);
        }
    }

    private void conversation(JsonNode chat) {
        String id = chat.path("id").asText();
        world.addOwn("chat", id);
        world.add("chat", chat.path("external_conversation_id").asText(""));
        String messages = "/api/chats/" + id + "/messages";
        String sent = sent(id, "Yes, we do.");
        for (JsonNode message : api.get(messages).body().path("data")) {
            world.addOwn("msg", message.path("id").asText());
            world.add("reply_to_external_id", message.path("external_id").asText(""));
        }
        world.add(
                "msg",
                api.get("/api/messages/" + sent).body().path("external_id").asText(""));
        switch (chat.path("platform").asText()) {
            case "facebook" -> picture(messages);
            // The only ones that can be edited.
            case "telegram" -> Collections.nCopies(PEOPLE, sent).forEach(again -> world.add("msg", again));
            default -> {}
        }
    }

    private String sent(String chat, String text) {
        JsonNode message = created(api.post("/api/chats/" + chat + "/messages", Map.of("body", text)));
        String path = "/api/messages/" + message.path("id").asText();
        await().atMost(SOON)
                .until(() -> !api.get(path).body().path("status").asText().equals("pending"));
        return message.path("id").asText();
    }

    private void picture(String messages) {
        String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(MultipartBody.PICTURE);
        JsonNode message = created(api.post(messages, Map.of("media", List.of(data))));
        String url = message.at("/attachments/0/url").asText();
        world.add("media", url.substring(url.lastIndexOf('/') + 1));
    }

    private void comments() {
        await().atMost(SOON)
                .until(() -> api.get("/api/comments").body().path("total").asInt() >= 2 * PEOPLE);
        for (JsonNode comment : api.get("/api/comments").body().path("data")) {
            String id = comment.path("id").asText();
            String post = comment.path("post_id").asText();
            world.addOwn("cmt", id);
            world.addOwn("post", post);
            world.add("cmt", comment.path("external_id").asText());
            world.add(
                    "thread", id + " " + post + " " + comment.path("profile_id").asText());
        }
    }

    /** A profile that was disconnected and whose conversation is still there. */
    private void disconnected() {
        String profile = connect("EAAtest-" + number());
        Map<String, String> person = Map.of("participant_external_id", "61" + number());
        String chat = created(api.post("/api/profiles/" + profile + "/chats", person))
                .path("id")
                .asText();
        world.addOwn("chat", chat);
        world.addOwn("msg", sent(chat, "Before we part"));
        api.delete("/api/profiles/" + profile);
        world.addOwn("prof", profile);
    }

    private void unreadableDelivery() {
        created(sandbox.post("/control/facebook/acts/deliver", Map.of("text", "no delivery")));
        await().atMost(SOON)
                .until(() -> !operator.get("/api/admin/dead_letters")
                        .body()
                        .path("data")
                        .isEmpty());
        for (JsonNode letter : operator.get("/api/admin/dead_letters").body().path("data")) {
            world.add("dead_letters", letter.path("id").asText());
        }
    }

    private static long number() {
        return ThreadLocalRandom.current().nextLong(100_000_000, 999_999_999);
    }

    private String connect(String token) {
        return initialized(Map.of("platform", "facebook", "access_token", token))
                .at("/profile/id")
                .asText();
    }

    private JsonNode initialized(Object connection) {
        return created(
                api.post("/api/profile_groups/" + world.pool("pg").getFirst() + "/initialize_connection", connection));
    }

    /** A login that may speak for two Pages, one of which is to be chosen. */
    private String undecided() {
        long first = number();
        long second = number();
        String login = connect("EAAuser-" + first + "-" + second);
        return login + " " + second;
    }

    /** Everything as it was in the beginning, as far as it was used up. */
    void refresh() {
        allowAnyRedirect();
        reconnect();
        replenish();
        world.replace("choice", List.of(undecided(), undecided()));
        world.replace("state", List.of(stateOf(login("facebook")), stateOf(login("instagram"))));
        world.replace("login", List.of(begun("facebook"), begun("instagram")));
        prune();
    }

    /** A request that was good may have decided otherwise. */
    private void allowAnyRedirect() {
        var anywhere = JsonNodeFactory.instance.objectNode().putNull("redirect_origins");
        created(operator.patch("/api/admin/accounts/" + world.pool("acc").getFirst(), anywhere));
    }

    /** Makes again what successful deletions have taken away. */
    void replenish() {
        refill(
                "wh",
                () -> created(api.post(
                                "/api/webhooks", Map.of("url", sink.url("/gone"), "events", List.of("message.sent"))))
                        .path("id")
                        .asText());
        refill(
                "pg",
                () -> created(api.post("/api/profile_groups", Map.of("name", "Short-lived")))
                        .path("id")
                        .asText());
        refill("prof", () -> connect("EAAtest-" + number()));
        refill(
                "key",
                () -> created(operator.post(
                                "/api/admin/keys",
                                Map.of("account_id", world.pool("acc").getFirst())))
                        .path("id")
                        .asText());
    }

    private void refill(String kind, java.util.function.Supplier<String> make) {
        while (world.expendable(kind).size() < 2) {
            world.expendable(kind).add(make.get());
        }
    }

    /** The page that begins a new login. */
    private String login(String platform) {
        return initialized(Map.of("platform", platform, "redirect_url", sink.url("/back")))
                .path("url")
                .asText();
    }

    private static String stateOf(String page) {
        return page.replaceFirst(".*[?&]state=([^&]+).*", "$1");
    }

    /** A login under way: its platform, its state, and the cookie of the browser that began it. */
    private String begun(String platform) {
        String page = login(platform);
        try (HttpClient browser = HttpClient.newHttpClient()) {
            String cookie = browser.send(
                            HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.discarding())
                    .headers()
                    .firstValue("Set-Cookie")
                    .orElseThrow(() -> new AssertionError("no cookie at " + page));
            return platform + " " + stateOf(page) + " " + cookie.split(";", 2)[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Each event goes to every webhook, so there had better not be too many. */
    private void prune() {
        for (JsonNode webhook : api.get("/api/webhooks").body().path("data")) {
            String id = webhook.path("id").asText();
            if (!world.pool("wh").contains(id) && !world.expendable("wh").contains(id)) {
                api.delete("/api/webhooks/" + id);
            }
        }
    }

    private static JsonNode created(Answer answer) {
        if (!answer.isSuccess()) {
            throw new AssertionError("refused: " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }
}
