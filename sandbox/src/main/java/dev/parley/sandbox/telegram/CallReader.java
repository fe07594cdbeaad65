package dev.parley.sandbox.telegram;

import dev.parley.sandbox.SandboxSettings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads a call's parameters as the Bot API does: GET or POST; query, urlencoded, JSON, or multipart with uploads. */
@ApplicationScoped
class CallReader {

    static final long MOST_BYTES = 50L * 1024 * 1024;
    private static final long ROOM_FOR_FIELDS = 1024 * 1024;

    private final SandboxSettings settings;

    CallReader(SandboxSettings settings) {
        this.settings = settings;
    }

    /** Must be called before the request's body starts to flow. Fails with a {@link TelegramRefusal}. */
    Uni<CallParameters> read(HttpServerRequest request) {
        Uni<CallParameters> parameters = listen(request);
        // Quarkus hands requests over paused.
        request.resume();
        return parameters;
    }

    private Uni<CallParameters> listen(HttpServerRequest request) {
        Map<String, Object> values = new HashMap<>();
        request.params().forEach(values::put);
        String type =
                String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
        if (request.method().equals(HttpMethod.GET)) {
            return Uni.createFrom().item(new CallParameters(values, Map.of()));
        }
        if (isTooBig(request)) {
            return Uni.createFrom().failure(TelegramRefusal.of(413, "Request Entity Too Large"));
        }
        if (type.startsWith("application/json")) {
            return UniHelper.toUni(request.body()).map(body -> {
                if (body.length() > 0) {
                    values.putAll(parse(body.toString()).getMap());
                }
                return new CallParameters(wrapped(values), Map.of());
            });
        }
        if (type.startsWith("multipart/form-data") || type.startsWith("application/x-www-form-urlencoded")) {
            return form(request, values);
        }
        return UniHelper.toUni(request.body()).map(ignored -> new CallParameters(values, Map.of()));
    }

    private Uni<CallParameters> form(HttpServerRequest request, Map<String, Object> values) {
        Map<String, UploadedFile> uploads = new HashMap<>();
        request.setExpectMultipart(true);
        request.uploadHandler(upload -> {
            UploadMeter meter = new UploadMeter(upload.filename(), upload.contentType(), settings.keptFileBytes());
            upload.handler(meter::take);
            upload.endHandler(end -> uploads.put(upload.name(), meter.finish()));
        });
        return UniHelper.toUni(request.end()).map(end -> {
            request.formAttributes().forEach(values::put);
            return new CallParameters(values, uploads);
        });
    }

    private static boolean isTooBig(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > MOST_BYTES + ROOM_FOR_FIELDS;
    }

    private static JsonObject parse(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException malformed) {
            throw TelegramRefusal.badRequest("can't parse JSON object");
        }
    }

    /** Nested maps and lists as JsonObject and JsonArray. */
    static Map<String, Object> wrapped(Map<String, Object> values) {
        JsonObject view = new JsonObject(values);
        Map<String, Object> wrapped = new HashMap<>();
        values.keySet().forEach(name -> {
            Object value = view.getValue(name);
            if (value != null) {
                wrapped.put(name, value);
            }
        });
        return wrapped;
    }
}
