package dev.parley.ingest.hook;

import dev.parley.platform.HookRequest;
import dev.parley.platform.Platforms;
import dev.parley.platform.WebhookReceiver;
import dev.parley.server.BodyDeadline;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET|POST /hooks/{platform}/{path…}}: the raw bytes of a delivery, straight from the router, because a
 * signature is over bytes and platforms send whatever content type they like.
 *
 * <p>Answers: 200 with an empty body (or the text of a handshake), what the platform's package refuses with, 404 for
 * a platform that sends no webhooks, 408 for a body that stops coming, 413 for too large a one, 503 while Kafka is away or
 * too much is under way. Never 410, which some platforms
 * take for good.
 */
@ApplicationScoped
public class HookRoute {
    private static final String PREFIX = "/hooks/";
    private static final int NOT_FOUND = 404;
    private static final int LATE = 408;
    private static final int TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;

    private final HookConfig config;
    private final Platforms platforms;
    private final HookIntake intake;
    private final DeliveryMemory memory;

    HookRoute(HookConfig config, Platforms platforms, HookIntake intake, DeliveryMemory memory) {
        this.memory = memory;
        this.config = config;
        this.platforms = platforms;
        this.intake = intake;
    }

    void register(@Observes Router router) {
        // A route of its own, because nothing may stand before the handler of bodies on one route.
        hooks(router).handler(this::reserve).failureHandler(HookRoute::answerFailure);
        Route route = hooks(router);
        route.handler(BodyHandler.create(false).setBodyLimit(config.bodyLimit()));
        route.handler(this::receive);
        route.failureHandler(HookRoute::answerFailure);
    }

    private static Route hooks(Router router) {
        return router.route(PREFIX + "*").method(HttpMethod.GET).method(HttpMethod.POST);
    }

    /** Before a byte of it is read. */
    private void reserve(RoutingContext context) {
        BodyDeadline.watch(
                context.vertx(), context.request(), config.bodyPause(), config.bodyWithin(), () -> refuseLate(context));
        long bytes = announced(context.request());
        if (bytes > config.bodyLimit()) {
            refuseUnread(context, TOO_LARGE);
        } else if (memory.take(bytes)) {
            context.addEndHandler(ended -> memory.release(bytes));
            // Of a form the handler of bodies would keep the fields, and no signature is over those.
            context.request().headers().remove("Content-Type");
            context.next();
        } else {
            refuseUnread(context, HookAnswer.COME_AGAIN.status());
        }
    }

    /** How large the body is, or may become where nobody says. */
    private long announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length == null) {
            return request.getHeader("Transfer-Encoding") == null ? 0 : config.bodyLimit();
        }
        return length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length.strip());
    }

    /** The rest of the body is dropped as it comes, and the connection is not used again. */
    private static void refuseUnread(RoutingContext context, int status) {
        context.response().putHeader("Connection", "close");
        answer(context, new HookAnswer(status, ""));
        context.request().resume();
    }

    private static void refuseLate(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        if (context.response().ended()) {
            connection.close();
        } else {
            context.addEndHandler(answered -> connection.close());
            refuseUnread(context, LATE);
        }
    }

    private void receive(RoutingContext context) {
        String whole = context.normalizedPath();
        // The router counts the prefix without its slash as a match, too.
        String rest = whole.startsWith(PREFIX) ? whole.substring(PREFIX.length()) : "";
        int slash = rest.indexOf('/');
        String platform = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash + 1);
        platforms
                .with(WebhookReceiver.class, platform)
                .ifPresentOrElse(
                        receiver -> intake.take(platform, receiver, request(context, path))
                                .subscribe()
                                .with(answer -> answer(context, answer), failure -> fail(context)),
                        () -> answer(context, new HookAnswer(NOT_FOUND, "")));
    }

    private static HookRequest request(RoutingContext context, String path) {
        Buffer body = context.body() == null ? null : context.body().buffer();
        return new HookRequest(
                context.request().method().name(),
                path,
                firstValues(context.queryParams(), false),
                firstValues(context.request().headers(), true),
                body == null ? new byte[0] : body.getBytes());
    }

    private static Map<String, String> firstValues(MultiMap values, boolean lowerCase) {
        Map<String, String> first = new HashMap<>();
        values.forEach((name, value) -> first.putIfAbsent(lowerCase ? name.toLowerCase(Locale.ROOT) : name, value));
        return first;
    }

    private static void answer(RoutingContext context, HookAnswer answer) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        context.response().setStatusCode(answer.status());
        if (answer.text().isEmpty()) {
            context.response().end();
        } else {
            context.response().putHeader("Content-Type", "text/plain").end(answer.text());
        }
    }

    private static void fail(RoutingContext context) {
        answer(context, new HookAnswer(SERVER_ERROR, ""));
    }

    private static void answerFailure(RoutingContext context) {
        int status = context.statusCode();
        answer(context, new HookAnswer(status < 0 ? SERVER_ERROR : status, ""));
    }
}
