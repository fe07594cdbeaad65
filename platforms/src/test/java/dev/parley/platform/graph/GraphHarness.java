package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parley.json.Json;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.Platform;
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
import java.util.function.Function;

/** A platform on the Graph API for the shared suite, with a Graph server that does as it is told. */
public final class GraphHarness implements PlatformHarness {
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final PlatformServer server = new PlatformServer(call -> answer(Situation.WORKING, call));
    private final GraphWorld world;
    private final Platform platform;
    private final Profile profile;
    private JsonNode iceBreakers = Json.array();

    public GraphHarness(Function<GraphWorld, Platform> platform, Function<GraphWorld, Profile> profile) {
        try {
            world = new GraphWorld(
                    Map.of("parley.graph.facebook-url", server.url(), "parley.graph.instagram-url", server.url()));
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        this.platform = platform.apply(world);
        this.profile = world.accounts.add(profile.apply(world));
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public OutboundMessage.Recipient recipient() {
        return new OutboundMessage.Recipient(GraphWorld.PERSON, null);
    }

    @Override
    public void put(Situation situation) {
        server.answer(call -> answer(situation, call));
        if (situation == Situation.UNREACHABLE) {
            server.stopListening();
        }
    }

    @Override
    public List<String> sentTexts() {
        return List.copyOf(sent);
    }

    @Override
    public Set<String> secrets() {
        return Set.of(
                "page-token",
                "account-token",
                "meta-secret",
                "instagram-secret",
                Hmac.hex("meta-secret", "page-token"),
                Hmac.hex("meta-secret", "account-token"));
    }

    @Override
    public JsonNode tapPayload() {
        return Json.object();
    }

    @Override
    public void close() {
        try {
            world.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        server.close();
    }

    private Reply answer(Situation situation, Call call) {
        return switch (situation) {
            case WORKING, UNREACHABLE -> Reply.json(200, performed(call).toString());
            case RATE_LIMITED ->
                new Reply.Answer(
                        400,
                        Map.of("Retry-After", Long.toString(ASKED_WAIT.toSeconds())),
                        error(613, "Too many calls"));
            case REFUSING -> Reply.json(400, error(100, REFUSAL));
            case QUOTING -> Reply.json(400, error(100, "no route for " + call.uri() + call.headers()));
            case LOCKED_OUT -> Reply.json(401, error(190, "Session has expired"));
            case FAILING_AFTERWARDS -> {
                performed(call);
                yield Reply.json(500, error(1, "An unknown error has occurred"));
            }
            case MUMBLING -> {
                performed(call);
                yield Reply.json(200, "{\"recipient_id\":\"7");
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
        JsonNode body = call.body().isEmpty() ? Json.object() : Json.read(call.body());
        if (body.path("message").has("text")) {
            sent.add(body.path("message").path("text").asText());
            return Json.object().put("recipient_id", GraphWorld.PERSON).put("message_id", "m_" + sent.size());
        }
        if (body.has("ice_breakers")) {
            iceBreakers = body.path("ice_breakers");
        }
        if (call.path().endsWith("/messenger_profile") && call.method().equals("GET")) {
            ArrayNode data = Json.array();
            data.addObject().set("ice_breakers", iceBreakers);
            return Json.object().set("data", data);
        }
        return Json.object().put("success", true);
    }

    private static String error(int code, String text) {
        JsonNode error =
                Json.object().put("message", text).put("type", "OAuthException").put("code", code);
        return Json.object().set("error", error).toString();
    }
}
