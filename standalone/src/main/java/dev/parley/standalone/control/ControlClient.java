package dev.parley.standalone.control;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Knocks at a running launcher's door. */
public final class ControlClient {
    private final SystemState.Control control;
    private final HttpClient client = HttpClient.newHttpClient();

    public ControlClient(SystemState.Control control) {
        this.control = control;
    }

    /** Whether the launcher took the order. */
    public boolean stop() {
        return post("/stop") == 202;
    }

    /** Whether the launcher took the order; false when it knows no such program. */
    public boolean restart(String program) {
        return post("/restart/" + program) == 202;
    }

    private int post(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(control.url() + path))
                .header("Authorization", "Bearer " + control.token())
                .timeout(Duration.ofSeconds(5))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
