package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.SandboxParticipant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** Logging in, refreshing, names. */
@ApplicationScoped
class ServerMethods implements XrpcMethods {
    private final World world;
    private final Logins logins;

    ServerMethods(World world, Logins logins) {
        this.world = world;
        this.logins = logins;
    }

    @Override
    public List<XrpcMethod> methods() {
        return List.of(
                new XrpcMethod("com.atproto.server.createSession", true, "connect", this::createSession),
                new XrpcMethod("com.atproto.server.refreshSession", true, "refresh", this::refreshSession),
                new XrpcMethod("com.atproto.server.deleteSession", true, "disconnect", this::deleteSession),
                new XrpcMethod("com.atproto.identity.resolveHandle", false, "lookup", this::resolveHandle),
                new XrpcMethod("app.bsky.actor.getProfile", false, "lookup", this::getProfile));
    }

    private JsonObject createSession(XrpcCall call) {
        JsonObject input = call.input();
        String identifier = input.getString("identifier", "");
        String password = input.getString("password", "");
        if (identifier.isEmpty() || password.isEmpty()) {
            throw XrpcRefusal.invalid("Error: Input must have the property \"identifier\"");
        }
        Actor actor = accountOf(identifier);
        return session(call, actor, logins.logIn(actor.did, identifier, password));
    }

    /** Identifiers need no registration either: the account is made when it first logs in. */
    private Actor accountOf(String identifier) {
        if (identifier.startsWith("did:")) {
            return world.meet(new SandboxParticipant(identifier, null, null));
        }
        return world.byHandle(identifier)
                .orElseGet(() -> world.meet(new SandboxParticipant(didFor(identifier), null, identifier)));
    }

    static String didFor(String handle) {
        String name = handle.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return "did:plc:" + (name + "222222222222222222222222").substring(0, 24);
    }

    private JsonObject refreshSession(XrpcCall call) {
        Logins.Tokens tokens = logins.refresh(call.token());
        Actor actor = world.known(logins.check(tokens.access()).did());
        return session(call, actor, tokens);
    }

    private JsonObject deleteSession(XrpcCall call) {
        logins.endSession(call.token());
        return new JsonObject();
    }

    private static JsonObject session(XrpcCall call, Actor actor, Logins.Tokens tokens) {
        return new JsonObject()
                .put("did", actor.did)
                .put("didDoc", document(call.base(), actor))
                .put("handle", actor.handle)
                .put("accessJwt", tokens.access())
                .put("refreshJwt", tokens.refresh())
                .put("active", true);
    }

    static JsonObject document(String base, Actor actor) {
        JsonObject pds = new JsonObject()
                .put("id", "#atproto_pds")
                .put("type", "AtprotoPersonalDataServer")
                .put("serviceEndpoint", base + "/bluesky");
        return new JsonObject()
                .put("@context", new JsonArray().add("https://www.w3.org/ns/did/v1"))
                .put("id", actor.did)
                .put("alsoKnownAs", new JsonArray().add("at://" + actor.handle))
                .put("service", new JsonArray().add(pds));
    }

    private JsonObject resolveHandle(XrpcCall call) {
        Actor actor = world.byHandle(call.required("handle"))
                .orElseThrow(() -> XrpcRefusal.invalid("Unable to resolve handle"));
        return new JsonObject().put("did", actor.did);
    }

    private JsonObject getProfile(XrpcCall call) {
        logins.check(call.token());
        String wanted = call.required("actor");
        Actor actor = world.actor(wanted)
                .or(() -> world.byHandle(wanted))
                .orElseThrow(() -> XrpcRefusal.invalid("Profile not found"));
        return actor.view().put("avatar", call.base() + BlueskyRoutes.AVATARS + actor.did + "/face@jpeg");
    }
}
