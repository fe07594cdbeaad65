package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

class TelegramContractTest extends PlatformContract {
    @Override
    protected PlatformHarness open() {
        return new Harness();
    }

    private static final class Harness implements PlatformHarness {
        private final List<String> sent = new CopyOnWriteArrayList<>();
        private final PlatformServer server = new PlatformServer(call -> answer(Situation.WORKING, call));
        private final TelegramAdapter adapter = new TelegramAdapter(server.url());

        @Override
        public Platform platform() {
            return adapter.platform;
        }

        @Override
        public Profile profile() {
            return TelegramAdapter.bot();
        }

        @Override
        public OutboundMessage.Recipient recipient() {
            return new OutboundMessage.Recipient("5355585610", null);
        }

        @Override
        public void put(Situation situation) {
            server.answer(call -> answer(situation, call));
            if (situation == Situation.UNREACHABLE) {
                server.stopListening();
            }
        }

        private Reply answer(Situation situation, Call call) {
            String refused = "Bad Request: " + REFUSAL;
            return switch (situation) {
                case WORKING, UNREACHABLE ->
                    Reply.json(200, TelegramAdapter.ok(performed(call)).toString());
                case RATE_LIMITED -> Reply.json(429, TelegramAdapter.flood(ASKED_WAIT));
                case REFUSING -> Reply.json(400, TelegramAdapter.refusal(400, refused));
                case QUOTING ->
                    Reply.json(400, TelegramAdapter.refusal(400, "no route for " + call.uri() + call.headers()));
                case LOCKED_OUT -> Reply.json(401, TelegramAdapter.refusal(401, "Unauthorized"));
                case FAILING_AFTERWARDS -> {
                    performed(call);
                    yield Reply.json(500, TelegramAdapter.refusal(500, "Internal Server Error"));
                }
                case MUMBLING -> {
                    performed(call);
                    yield Reply.json(200, "{\"ok\":tr");
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

        private JsonNode performed(Call call) {
            JsonNode parameters = Json.read(call.body());
            if (!call.path().endsWith("/sendMessage")) {
                return Json.object().put("id", 5355585610L).put("url", "");
            }
            sent.add(parameters.path("text").asText());
            ObjectNode message = Json.object().put("message_id", sent.size()).put("date", 1780000000);
            message.set("text", parameters.path("text"));
            return message;
        }

        @Override
        public List<String> sentTexts() {
            return List.copyOf(sent);
        }

        @Override
        public Set<String> secrets() {
            return Set.of(
                    TelegramAdapter.TOKEN,
                    TelegramAdapter.TOKEN.substring(TelegramAdapter.TOKEN.indexOf(':') + 1),
                    TelegramAdapter.HOOK_SECRET);
        }

        @Override
        public JsonNode tapPayload() {
            return Json.object().put("callback_query_id", "4382bfdwdsb323b2d9");
        }

        @Override
        public void close() {
            adapter.close();
            server.close();
        }
    }
}
