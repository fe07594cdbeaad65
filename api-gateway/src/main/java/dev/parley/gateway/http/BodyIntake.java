package dev.parley.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.error.ApiException;
import dev.parley.json.Json;
import dev.parley.json.NulCharacters;
import dev.parley.server.BodyDeadline;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a write into {@link Fields}, whatever its form.
 *
 * <pre>
 *   nothing (under any content type)  ──► no fields
 *   JSON, or no content type          ──► the object's members
 *   form, multipart                   ──► FormIntake: fields, files on disk
 *   anything else                     ──► 415
 * </pre>
 */
@ApplicationScoped
public class BodyIntake {
    /** After the last filter that may refuse a request unread. */
    static final int PRIORITY = 50;

    private static final Set<HttpMethod> WRITES =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final BodyConfig config;
    private final FormIntake forms;

    public BodyIntake(BodyConfig config, FormIntake forms) {
        this.config = config;
        this.forms = forms;
    }

    void register(@Observes Filters filters) {
        filters.register(this::read, PRIORITY);
    }

    private void read(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!ApiPaths.isApi(request.path())) {
            request.resume();
            context.next();
            return;
        }
        if (!WRITES.contains(request.method())) {
            readNothing(context);
            return;
        }
        BodyDeadline.watch(
                context.vertx(), request, config.bodyPause(), config.bodyWithin(), () -> refuseLate(context));
        String type = mediaType(request.getHeader("Content-Type"));
        switch (type) {
            case "application/x-www-form-urlencoded" ->
                forms.read(context, config.maxBody().asLongValue(), false);
            case "multipart/form-data" ->
                forms.read(context, config.maxMultipart().asLongValue(), true);
            default -> readWhole(context, isJson(type));
        }
    }

    /** A body has no meaning here, and yet a bound: one beyond it is not waited for. */
    private void readNothing(RoutingContext context) {
        if (claimsMoreThan(context.request(), config.maxBody().asLongValue())) {
            HttpConnection connection = context.request().connection();
            context.addEndHandler(answered -> connection.close());
            RouterRefusals.answerUnread(context, ApiException.tooLarge());
        } else {
            context.request().resume();
            context.next();
        }
    }

    private void readWhole(RoutingContext context, boolean json) {
        HttpServerRequest request = context.request();
        long limit = config.maxBody().asLongValue();
        if (claimsMoreThan(request, limit)) {
            RouterRefusals.answerUnread(context, ApiException.tooLarge());
            return;
        }
        Buffer body = Buffer.buffer();
        request.exceptionHandler(broken -> RouterRefusals.answer(context, ApiException.unreadable()));
        request.handler(chunk -> {
            if (body.length() + chunk.length() > limit) {
                request.handler(null);
                RouterRefusals.answerUnread(context, ApiException.tooLarge());
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            if (!context.response().ended()) {
                parsed(context, body, json);
            }
        });
        request.resume();
    }

    private static void parsed(RoutingContext context, Buffer body, boolean json) {
        byte[] bytes = body.getBytes();
        if (isBlank(bytes)) {
            enter(context, Fields.NONE, new byte[0]);
            return;
        }
        if (!json) {
            RouterRefusals.answer(context, ApiException.unsupportedMediaType());
            return;
        }
        ObjectNode fields = object(bytes);
        if (fields == null || NulCharacters.isIn(fields)) {
            RouterRefusals.answer(context, ApiException.unreadable());
            return;
        }
        enter(context, Fields.of(fields), bytes);
    }

    static void enter(RoutingContext context, Fields fields, byte[] canonicalBody) {
        HttpServerRequest request = context.request();
        RequestContext.read(
                context,
                fields,
                Fingerprint.of(request.method().name(), request.path(), request.query(), canonicalBody));
        context.next();
    }

    /** The connection ends as well, also where the refusal was given before and the client goes on sending. */
    private static void refuseLate(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        if (context.response().ended()) {
            connection.close();
            return;
        }
        context.addEndHandler(answered -> connection.close());
        context.response().putHeader("Connection", "close");
        RouterRefusals.answer(context, ApiException.of(408, "Request timeout"));
    }

    static boolean claimsMoreThan(HttpServerRequest request, long limit) {
        String length = request.getHeader("Content-Length");
        return length != null && (length.length() > 18 || Long.parseLong(length.strip()) > limit);
    }

    private static @Nullable ObjectNode object(byte[] bytes) {
        return Json.parseRequest(bytes)
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast)
                .orElse(null);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (each != ' ' && each != '\n' && each != '\r' && each != '\t') {
                return false;
            }
        }
        return true;
    }

    private static boolean isJson(String type) {
        return type.isEmpty() || type.equals("application/json") || type.endsWith("+json");
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
