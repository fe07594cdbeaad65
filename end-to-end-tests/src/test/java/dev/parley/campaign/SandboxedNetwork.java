package dev.parley.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A network of the sandbox with one account and one person on it, over the network's own API. The sandbox may move to
 * another address between two calls.
 */
abstract class SandboxedNetwork {
    final String platform;
    final String account;
    final String person;
    private final Supplier<String> address;

    SandboxedNetwork(String platform, String account, String person, Supplier<String> address) {
        this.platform = platform;
        this.account = account;
        this.person = person;
        this.address = address;
    }

    static List<SandboxedNetwork> all(Supplier<String> address) {
        return List.of(
                new Telegram(address),
                new Graph(
                        "facebook",
                        "104829417290011",
                        "EAAsandbox-page-token",
                        "messages,message_echoes,message_reactions",
                        address),
                new Graph("instagram", "17841405309211844", "IGAAsandbox-account-token", "messages", address),
                new Bluesky(address));
    }

    /** Connects the account; deliveries go to that address. */
    abstract void connect(String hooks);

    /** The account writes; returns the message's id. */
    abstract String send(String text);

    /** Whether what the person wrote is still there, so that one can refer to it. */
    abstract boolean knows(String personsMessage, String text);

    /** What is known of the account and the conversation, through the network's own API. */
    abstract List<JsonNode> shown();

    /** A text that sorts as the ids were given. */
    abstract String rank(String id);

    /** The person writes; returns the message's id. */
    final String say(String text) {
        return control("say", Map.of("text", text)).path("external_id").asText();
    }

    final JsonNode act(String name, Map<String, Object> more) {
        return control("acts/" + name, more);
    }

    private JsonNode control(String what, Map<String, Object> more) {
        Map<String, Object> order = new HashMap<>(more);
        order.put("account", account);
        order.put("participant", Map.of("id", person, "name", "Anna Lee"));
        return good(http(null).post("/control/" + platform + "/" + what, order));
    }

    final JsonNode ledger() {
        return http(null).get("/control/" + platform + "/ledger").body();
    }

    final JsonNode actions() {
        return http(null).get("/control/" + platform + "/actions").body();
    }

    final JsonNode inbox() {
        return http(null)
                .get("/control/" + platform + "/inbox?account=" + account + "&participant=" + person)
                .body();
    }

    final JsonHttp http(@Nullable String bearer) {
        return new JsonHttp(address.get(), bearer);
    }

    static JsonNode good(Answer answer) {
        if (!answer.isSuccess()) {
            throw new AssertionError("refused: " + answer);
        }
        return answer.body();
    }

    private static final class Telegram extends SandboxedNetwork {
        private static final String BOT = "/telegram/bot700100:test-a/";

        Telegram(Supplier<String> address) {
            super("telegram", "700100", "5355585610123", address);
        }

        @Override
        void connect(String hooks) {
            call("setWebhook", Map.of("url", hooks + "/telegram", "secret_token", "s3cret"));
            act("limits", Map.of("chat_per_second", 0, "bot_per_second", 0));
        }

        @Override
        String send(String text) {
            return call("sendMessage", Map.of("chat_id", person, "text", text))
                    .path("message_id")
                    .asText();
        }

        @Override
        boolean knows(String personsMessage, String text) {
            Map<String, Object> to = Map.of("message_id", Long.valueOf(personsMessage));
            JsonNode sent = call("sendMessage", Map.of("chat_id", person, "text", "re", "reply_parameters", to));
            return sent.at("/reply_to_message/text").asText().equals(text);
        }

        @Override
        List<JsonNode> shown() {
            return List.of(
                    call("getMe", Map.of()),
                    call("getChat", Map.of("chat_id", person)),
                    call("getUserProfilePhotos", Map.of("user_id", person)),
                    call("getWebhookInfo", Map.of()));
        }

        @Override
        String rank(String id) {
            return "%020d".formatted(Long.parseLong(id));
        }

        private JsonNode call(String method, Map<String, Object> parameters) {
            return good(http(null).post(BOT + method, parameters)).path("result");
        }
    }

    private static final class Graph extends SandboxedNetwork {
        private final String token;
        private final String fields;

        Graph(String platform, String account, String token, String fields, Supplier<String> address) {
            super(platform, account, "7309583312459" + account.substring(0, 3), address);
            this.token = token;
            this.fields = fields;
        }

        @Override
        void connect(String hooks) {
            call("/me/subscribed_apps", Map.of("subscribed_fields", fields));
            act("callback", Map.of("url", hooks + "/" + platform));
        }

        @Override
        String send(String text) {
            return call("/me/messages", Map.of("recipient", Map.of("id", person), "message", Map.of("text", text)))
                    .path("message_id")
                    .asText();
        }

        @Override
        boolean knows(String personsMessage, String text) {
            Map<String, Object> payload = Map.of("message_id", personsMessage, "reaction", "love");
            JsonNode answer = call(
                    "/me/messages",
                    Map.of("recipient", Map.of("id", person), "sender_action", "react", "payload", payload));
            return answer.path("recipient_id").asText().equals(person);
        }

        @Override
        List<JsonNode> shown() {
            return List.of(
                    get("/me?"),
                    get("/me/subscribed_apps?"),
                    get("/me/messenger_profile?"),
                    get("/t_" + person + "/messages?limit=100&"));
        }

        @Override
        String rank(String id) {
            return "%020d".formatted(Long.parseLong(id.substring(id.lastIndexOf('_') + 1), 36));
        }

        private JsonNode get(String path) {
            return good(http(token).get("/graph-" + platform + path + "v=1"));
        }

        private JsonNode call(String path, Map<String, Object> parameters) {
            return good(http(token).post("/graph-" + platform + path, parameters));
        }
    }

    private static final class Bluesky extends SandboxedNetwork {
        private static final String XRPC = "/bluesky/xrpc/";
        private static final Map<String, String> CHAT = Map.of("atproto-proxy", "did:web:api.bsky.chat#bsky_chat");

        private String token = "";
        private String convo = "";

        Bluesky(Supplier<String> address) {
            super("bluesky", "did:plc:shop22222222222222222222", "did:plc:annalee22222222222222222", address);
        }

        @Override
        void connect(String hooks) {
            Map<String, String> login = Map.of("identifier", account, "password", "app-password");
            token = good(http(null).post(XRPC + "com.atproto.server.createSession", login))
                    .path("accessJwt")
                    .asText();
            say("hello");
            convo = good(http(token).get(XRPC + "chat.bsky.convo.getConvoForMembers?members=" + person, CHAT))
                    .at("/convo/id")
                    .asText();
        }

        @Override
        String send(String text) {
            Map<String, Object> message = Map.of("convoId", convo, "message", Map.of("text", text));
            return good(http(token).post(XRPC + "chat.bsky.convo.sendMessage", message, CHAT))
                    .path("id")
                    .asText();
        }

        @Override
        boolean knows(String personsMessage, String text) {
            for (int shown = 0; ; shown += 100) {
                JsonNode page = get("chat.bsky.convo.getMessages?limit=100&cursor=" + shown + "&convoId=" + convo)
                        .path("messages");
                for (JsonNode message : page) {
                    if (message.path("id").asText().equals(personsMessage)) {
                        return message.path("text").asText().equals(text);
                    }
                }
                if (page.size() < 100) {
                    return false;
                }
            }
        }

        @Override
        List<JsonNode> shown() {
            return List.of(
                    get("chat.bsky.convo.getMessages?limit=100&convoId=" + convo),
                    get("chat.bsky.convo.listConvos"),
                    get("chat.bsky.convo.getLog?cursor=2222222222222"));
        }

        @Override
        String rank(String id) {
            return id;
        }

        private JsonNode get(String method) {
            return good(http(token).get(XRPC + method, CHAT));
        }
    }
}
