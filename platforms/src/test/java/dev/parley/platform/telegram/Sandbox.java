package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.testing.SandboxProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The real sandbox as its own process, and its control API. */
final class Sandbox implements AutoCloseable {
    static final String BOT = "4242424242";
    static final String TOKEN = BOT + ":PARLEY-demo-bot-token";
    static final String JANE = "5355585610";

    private final SandboxProcess process = new SandboxProcess();
    private final Map<String, String> settings = process.start();
    private final HttpClient http = HttpClient.newHttpClient();

    String apiUrl() {
        return settings.get("parley.telegram.api-url");
    }

    /** Everything forgotten, and no limits on how fast anything may go. */
    void reset() {
        order("/control/reset", "{}");
        act("limits", "\"chat_per_second\":0,\"bot_per_second\":0,\"set_webhook_per_second\":0");
    }

    String say(String text) {
        return order(
                        "/control/telegram/say",
                        "{\"account\":\"" + BOT + "\",\"participant\":" + jane() + ",\"text\":\"" + text + "\"}")
                .path("external_id")
                .asText();
    }

    /** @param members of the order, besides account and participant */
    JsonNode janes(String act, String members) {
        return act(act, "\"account\":\"" + BOT + "\",\"participant\":" + jane() + "," + members);
    }

    void fault(String operation, String kind) {
        order(
                "/control/faults",
                "{\"platform\":\"telegram\",\"operation\":\"" + operation + "\",\"kind\":\"" + kind
                        + "\",\"times\":1,\"retry_after\":7}");
    }

    /** What Jane has received, oldest first. */
    JsonNode inbox() {
        return get("/control/telegram/inbox?account=" + BOT + "&participant=" + JANE);
    }

    JsonNode ledger() {
        return get("/control/telegram/ledger");
    }

    private JsonNode act(String act, String members) {
        return order("/control/telegram/acts/" + act, "{" + members + "}");
    }

    private static String jane() {
        return "{\"id\":\"" + JANE + "\",\"name\":\"Jane Doe\",\"username\":\"jane_doe\"}";
    }

    private JsonNode get(String path) {
        return answer(HttpRequest.newBuilder(URI.create(url() + path)).build()).path("data");
    }

    private JsonNode order(String path, String json) {
        return answer(HttpRequest.newBuilder(URI.create(url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .timeout(Duration.ofSeconds(10))
                .build());
    }

    private String url() {
        return settings.get("parley.sandbox-url");
    }

    private JsonNode answer(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(request.uri() + " " + response.statusCode() + " " + response.body());
            }
            return Json.read(response.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}
