package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.stage.Answer;
import dev.parley.sandbox.stage.Operation;
import dev.parley.sandbox.stage.SandboxStage;
import dev.parley.sandbox.stage.SolidPng;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /bluesky/xrpc/{method}} is the login server and the PDS in one; {@code /plc/{did}} the directory. */
@ApplicationScoped
class BlueskyRoutes {
    /** As on the real CDN, which is a host of its own. */
    static final String AVATARS = "/bluesky-cdn/img/avatar/plain/";

    private static final String BEARER = "Bearer ";
    private static final int SIDE = 160;

    private final SandboxStage stage;
    private final XrpcErrors errors;
    private final World world;
    private final Logins logins;
    private final Exchanges exchanges;
    private final XrpcActs acts;

    BlueskyRoutes(
            SandboxStage stage, XrpcErrors errors, World world, Logins logins, Exchanges exchanges, XrpcActs acts) {
        this.stage = stage;
        this.errors = errors;
        this.world = world;
        this.logins = logins;
        this.exchanges = exchanges;
        this.acts = acts;
    }

    void mount(@Observes Router router) {
        router.route("/bluesky/xrpc/:method").handler(this::serve);
        router.get("/plc/:did").handler(this::document);
        router.get(AVATARS + ":did/:name").handler(this::avatar);
    }

    private void avatar(RoutingContext context) {
        String did = Objects.requireNonNull(context.pathParam("did"), "the route has it");
        world.actor(did)
                .ifPresentOrElse(
                        actor -> context.response()
                                .putHeader("Content-Type", "image/png")
                                .end(SolidPng.of(SIDE, did.hashCode())),
                        () -> context.response().setStatusCode(404).end());
    }

    private void serve(RoutingContext context) {
        String name = lastPart(context);
        HttpServerRequest request = context.request();
        Uni<Buffer> whole = UniHelper.toUni(request.body());
        // Quarkus hands requests over paused.
        request.resume();
        whole.subscribe().with(body -> play(context, name, read(context, body)), failure -> context.fail(400));
    }

    private static XrpcCall read(RoutingContext context, Buffer body) {
        HttpServerRequest request = context.request();
        return new XrpcCall(
                "http://" + request.getHeader("Host"),
                context.queryParams(),
                body.toString(),
                bearer(request),
                request.getHeader("atproto-proxy") != null);
    }

    private void play(RoutingContext context, String name, XrpcCall call) {
        XrpcMethod method = acts.method(name).orElse(null);
        Operation operation = new Operation("bluesky", method == null ? "none" : method.kind(), name, account(call));
        stage.play(context, operation, errors, () -> perform(context.request().method(), method, call));
    }

    private Uni<Answer> perform(HttpMethod verb, @Nullable XrpcMethod method, XrpcCall call) {
        return Uni.createFrom()
                .item(() -> Answer.json(200, answer(checked(verb, method, call), call)))
                .onFailure(XrpcRefusal.class)
                .recoverWithItem(refusal -> ((XrpcRefusal) refusal).answer());
    }

    private JsonObject answer(XrpcMethod method, XrpcCall call) {
        JsonObject output = acts.call(method, call);
        exchanges.keep(method, call, output);
        return output;
    }

    /** A PDS knows nothing of chat: without the header that forwards the call, the method does not exist. */
    private static XrpcMethod checked(HttpMethod verb, @Nullable XrpcMethod method, XrpcCall call) {
        if (method == null || (method.isChat() && !call.proxied())) {
            throw new XrpcRefusal(501, "MethodNotImplemented", "Method Not Implemented");
        }
        if (method.writes() != verb.equals(HttpMethod.POST)) {
            throw XrpcRefusal.invalid("Incorrect HTTP method (" + verb + ")");
        }
        return method;
    }

    private void document(RoutingContext context) {
        String base = "http://" + context.request().getHeader("Host");
        world.actor(lastPart(context))
                .ifPresentOrElse(
                        actor -> context.json(ServerMethods.document(base, actor)),
                        () -> context.response().setStatusCode(404).end("{\"message\":\"DID not registered\"}"));
    }

    private static String lastPart(RoutingContext context) {
        String path = context.normalizedPath();
        return URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
    }

    private static @Nullable String bearer(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : null;
    }

    private @Nullable String account(XrpcCall call) {
        if (call.bearer() == null) {
            return null;
        }
        try {
            return logins.check(call.bearer()).did();
        } catch (XrpcRefusal unknown) {
            return null;
        }
    }
}
