package dev.parley.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.json.Json;
import dev.parley.testing.document.ApiDocument;
import dev.parley.testing.document.Conformity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** A client of the API with one key. Whatever it is answered is held against the OpenAPI document. */
public final class Api {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String key;
    private final Map<String, String> headers;

    private Api(String key, Map<String, String> headers) {
        this.key = key;
        this.headers = headers;
    }

    public static Api with(String key) {
        return new Api(key, Map.of());
    }

    public static Api operator() {
        return with("test-operator-key");
    }

    /** The same client, sending one header more. */
    public Api and(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Api(key, more);
    }

    /** What the gateway says about itself; read once. */
    public static ApiDocument document() {
        return Served.DOCUMENT;
    }

    private static final class Served {
        static final ApiDocument DOCUMENT = ApiDocument.servedAt(base());
    }

    public static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    public String key() {
        return key;
    }

    public Answer get(String path) {
        return send("GET", path, null, BodyPublishers.noBody());
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, BodyPublishers.noBody());
    }

    public Answer post(String path, Object json) {
        return json("POST", path, json);
    }

    public Answer patch(String path, Object json) {
        return json("PATCH", path, json);
    }

    public Answer json(String method, String path, Object json) {
        String body = json instanceof String text ? text : Json.write(json);
        Answer answer = raw(method, path, "application/json", body);
        if (answer.status() < 300) {
            assertThat(Conformity.with(document()).flawsOfRequest(method, path, body))
                    .as("%s %s %s", method, path, body)
                    .isEmpty();
        }
        return answer;
    }

    public Answer form(String method, String path, String form) {
        return raw(method, path, "application/x-www-form-urlencoded", form);
    }

    public Answer raw(String method, String path, @Nullable String contentType, String body) {
        return send(method, path, contentType, BodyPublishers.ofString(body));
    }

    public Answer send(String method, String path, @Nullable String contentType, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(PATIENCE)
                .method(method, body);
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        headers.forEach(request::header);
        Answer answer = exchange(request.build());
        assertThat(Conformity.with(document())
                        .flaws(method, path, answer.status(), answer.header("Content-Type"), answer.text()))
                .as("%s %s -> %d %s", method, path, answer.status(), answer.text())
                .isEmpty();
        return answer;
    }

    private static Answer exchange(HttpRequest request) {
        try {
            return Answer.of(CLIENT.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
