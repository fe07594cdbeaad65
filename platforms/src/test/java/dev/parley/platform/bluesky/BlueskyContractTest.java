package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.Platform;
import dev.parley.platform.contract.PlatformContract;
import dev.parley.platform.contract.PlatformHarness;
import dev.parley.platform.contract.PlatformServer;
import dev.parley.platform.contract.PlatformServer.Call;
import dev.parley.platform.contract.PlatformServer.Reply;
import dev.parley.platform.contract.Situation;
import dev.parley.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

class BlueskyContractTest extends PlatformContract {
    @Override
    protected PlatformHarness open() {
        return new Harness();
    }

    private static final class Harness implements PlatformHarness {
        private final List<String> sent = new CopyOnWriteArrayList<>();
        private final PlatformServer server = new PlatformServer(call -> answer(Situation.WORKING, call));
        private final BlueskyAdapter adapter = new BlueskyAdapter(server.url());

        @Override
        public Platform platform() {
            return adapter.platform;
        }

        @Override
        public Profile profile() {
            return BlueskyAdapter.account();
        }

        @Override
        public OutboundMessage.Recipient recipient() {
            return new OutboundMessage.Recipient("did:plc:janedoe2222222222222222", "3kconvo222222");
        }

        @Override
        public void put(Situation situation) {
            server.answer(call -> answer(situation, call));
            if (situation == Situation.UNREACHABLE) {
                server.stopListening();
            }
        }

        private Reply answer(Situation situation, Call call) {
            return switch (situation) {
                case WORKING, UNREACHABLE -> Reply.json(200, performed(call));
                case RATE_LIMITED -> throttled();
                case REFUSING -> refusal(400, "MessagesDisabled", "it " + REFUSAL);
                case QUOTING -> refusal(400, "InvalidRequest", "no route for " + call.uri() + call.headers());
                case LOCKED_OUT -> refusal(401, "AuthMissing", "Authentication Required");
                case FAILING_AFTERWARDS -> {
                    performed(call);
                    yield refusal(502, "UpstreamFailure", "Upstream server responded with a 500 error");
                }
                case MUMBLING -> {
                    performed(call);
                    yield Reply.json(200, "{\"id\":\"3k");
                }
                case SILENT -> {
                    performed(call);
                    yield new Reply.Silence();
                }
                case HANGING_UP -> {
                    performed(call);
                    yield new Reply.HangUp();
                }
            };
        }

        private static Reply refusal(int status, String name, String message) {
            return Reply.json(
                    status,
                    Json.object().put("error", name).put("message", message).toString());
        }

        private static Reply throttled() {
            String body = "{\"error\":\"RateLimitExceeded\",\"message\":\"Too Many Requests\"}";
            return new Reply.Answer(429, Map.of("retry-after", "" + ASKED_WAIT.toSeconds()), body);
        }

        private String performed(Call call) {
            if (!call.path().endsWith("sendMessage")) {
                return "{\"convo\":{\"id\":\"3kconvo222222\",\"rev\":\"3k\",\"members\":[],\"muted\":true,\"unreadCount\":0}}";
            }
            String text = Json.read(call.body()).path("message").path("text").asText();
            sent.add(text);
            return Json.object()
                    .put("id", "3kmessage" + sent.size())
                    .put("rev", "3krev")
                    .put("text", text)
                    .put("sentAt", "2026-06-01T10:00:00.000Z")
                    .toString();
        }

        @Override
        public List<String> sentTexts() {
            return List.copyOf(sent);
        }

        @Override
        public Set<String> secrets() {
            return Set.of(BlueskyAdapter.ACCESS, BlueskyAdapter.REFRESH, BlueskyAdapter.PASSWORD);
        }

        @Override
        public JsonNode tapPayload() {
            return Json.object();
        }

        @Override
        public void close() {
            adapter.close();
            server.close();
        }
    }
}
