package dev.parley.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A browser that goes one step at a time, and keeps its cookies. */
final class Browser {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .cookieHandler(new CookieManager())
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** Where the page sends it, without the fragment that browsers keep to themselves; fails when it sends nowhere. */
    String follows(String url) {
        HttpResponse<String> answer = get(url);
        return answer.headers()
                .firstValue("Location")
                .map(location -> location.replaceFirst("#.*", ""))
                .orElseThrow(() -> new AssertionError("no redirect but " + answer.statusCode() + " " + answer.body()));
    }

    int status(String url) {
        return get(url).statusCode();
    }

    private HttpResponse<String> get(String url) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
