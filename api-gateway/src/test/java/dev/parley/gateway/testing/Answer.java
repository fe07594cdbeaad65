package dev.parley.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What came back. */
public record Answer(int status, String text, HttpResponse<byte[]> response) {
    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), response);
    }

    public JsonNode json() {
        return Json.read(text);
    }

    public String text(String pointer) {
        return json().at(pointer).asText();
    }

    public String error() {
        return text("/error");
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
