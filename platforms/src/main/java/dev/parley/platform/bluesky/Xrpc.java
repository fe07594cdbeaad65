package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.http.CallBody;
import dev.parley.platform.http.Deadline;
import dev.parley.platform.http.HttpAnswer;
import dev.parley.platform.http.PlatformCall;
import dev.parley.platform.http.PlatformHttp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.MultiMap;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** AT Protocol calls: a method's name in the path, errors as {@code {error, message}}. Knows no sessions. */
@Singleton
class Xrpc {
    private static final String PROXY_HEADER = "atproto-proxy";

    private static final int LONGEST_MESSAGE = 1000;
    private static final int LONGEST_NAME = 100;

    private final PlatformHttp http;
    private final BlueskyConfig config;

    Xrpc(PlatformHttp http, BlueskyConfig config) {
        this.http = http;
        this.config = config;
    }

    /**
     * One method.
     *
     * @param proxy the service the PDS forwards to; null for the PDS's own methods
     */
    record Method(
            boolean writes,
            String name,
            Map<String, List<String>> query,
            @Nullable JsonNode input,
            @Nullable String proxy) {
        static Method get(String name, Map<String, List<String>> query) {
            return new Method(false, name, query, null, null);
        }

        static Method post(String name, @Nullable JsonNode input) {
            return new Method(true, name, Map.of(), input, null);
        }

        Method through(String service) {
            return new Method(writes, name, query, input, service);
        }

        private String path() {
            String parameters = query.entrySet().stream()
                    .flatMap(entry -> entry.getValue().stream().map(value -> entry.getKey() + "=" + encoded(value)))
                    .collect(Collectors.joining("&"));
            return "/xrpc/" + name + (parameters.isEmpty() ? "" : "?" + parameters);
        }

        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    /** Whether a server may be called, as far as can be told without looking its name up. */
    boolean mayCall(String host) {
        return http.mayCall(PlatformCall.get(host).allowing(config.entrywayUrl()));
    }

    /** @param host the operator's entryway, or what an account's DID document names */
    Uni<XrpcResult> call(String host, @Nullable String token, Method method, Deadline deadline) {
        PlatformCall call = asCall(host + method.path(), method).allowing(config.entrywayUrl());
        if (token != null) {
            call = call.withBearer(token);
        }
        if (method.proxy() != null) {
            call = call.with(PROXY_HEADER, method.proxy());
        }
        return http.call(call, deadline.left()).map(Xrpc::read).map(result -> masked(result, token));
    }

    /** A plain JSON document, for DID documents. */
    Uni<XrpcResult> document(String url, Deadline deadline) {
        return http.call(PlatformCall.get(url).allowing(config.plcUrl()), deadline.left())
                .map(Xrpc::read);
    }

    private static PlatformCall asCall(String url, Method method) {
        if (!method.writes()) {
            return PlatformCall.get(url);
        }
        JsonNode input = method.input();
        return input == null ? PlatformCall.post(url, CallBody.NONE) : PlatformCall.postJson(url, input.toString());
    }

    private static XrpcResult read(HttpAnswer answer) {
        return switch (answer) {
            case HttpAnswer.NeverMade never -> new XrpcResult.NeverMade(never.reason());
            case HttpAnswer.NoAnswer none -> new XrpcResult.NoAnswer(none.reason());
            case HttpAnswer.Answered answered -> read(answered);
        };
    }

    private static XrpcResult read(HttpAnswer.Answered answered) {
        JsonNode body = Json.parse(answered.body().getBytes()).orElseGet(Json::object);
        if (answered.status() / 100 == 2) {
            return new XrpcResult.Ok(body, serverTime(answered.headers()));
        }
        return new XrpcResult.Refused(
                answered.status(),
                bounded(body.path("error").asText(""), LONGEST_NAME),
                bounded(body.path("message").asText(""), LONGEST_MESSAGE),
                retryAfter(answered.headers()));
    }

    /** Anybody may run a server, and its words are stored and shown. */
    private static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    /** A server that quotes its caller must not bring the token into an error a customer reads. */
    private static XrpcResult masked(XrpcResult result, @Nullable String token) {
        return token != null
                        && result instanceof XrpcResult.Refused refused
                        && refused.message().contains(token)
                ? new XrpcResult.Refused(
                        refused.status(), refused.name(), refused.message().replace(token, "***"), refused.retryAfter())
                : result;
    }

    private static @Nullable Duration retryAfter(MultiMap headers) {
        Duration asked = seconds(headers.get("retry-after"));
        String reset = headers.get("ratelimit-reset");
        if (asked != null || reset == null || !"0".equals(headers.get("ratelimit-remaining"))) {
            return asked;
        }
        Duration epoch = seconds(reset);
        return epoch == null ? null : epoch.minusSeconds(Instant.now().getEpochSecond());
    }

    private static @Nullable Duration seconds(@Nullable String text) {
        return text != null && text.matches("\\d{1,10}") ? Duration.ofSeconds(Long.parseLong(text)) : null;
    }

    private static @Nullable Instant serverTime(MultiMap headers) {
        String date = headers.get("date");
        if (date == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
