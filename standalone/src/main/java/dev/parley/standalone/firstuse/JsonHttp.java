package dev.parley.standalone.firstuse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.standalone.control.ControlJson;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON over HTTP to one base address, as plain as it gets. */
public final class JsonHttp {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final @Nullable String key;

    /**
     * @param base address without a slash at its end
     * @param key sent as the bearer key, if there is one
     */
    public JsonHttp(String base, @Nullable String key) {
        this.base = base;
        this.key = key;
    }

    /**
     * An answer of any status.
     *
     * @param body what was answered; a missing node when that was no JSON
     */
    public record Answer(int status, JsonNode body) {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** With further headers. */
    public Answer get(String path, Map<String, String> headers) {
        HttpRequest.Builder request = request(path);
        headers.forEach(request::header);
        return send(request.GET());
    }

    public Answer post(String path, Object body) {
        return post(path, body, Map.of());
    }

    /** With further headers. */
    public Answer post(String path, Object body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path);
        headers.forEach(request::header);
        return send(request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        ControlJson.MAPPER.valueToTree(body).toString())));
    }

    public Answer patch(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString(
                                ControlJson.MAPPER.valueToTree(body).toString())));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), parse(response.body()));
        } catch (IOException e) {
            throw new StartFailure(
                    "%s %s got no answer: %s"
                            .formatted(request.method(), request.uri().getPath(), e),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted in " + request.uri().getPath(), e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return ControlJson.MAPPER.readTree(text);
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }
}
