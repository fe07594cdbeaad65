package dev.parley.dispatch.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow.Connected;
import java.time.Instant;

/** An account of a login as it waits to be chosen; written sealed, because its tokens are in it. */
final class OfferedAccount {
    private OfferedAccount() {}

    static String write(Connected account) {
        ObjectNode json = Json.object()
                .put("external_id", account.externalId())
                .put("name", account.name())
                .put("username", account.username())
                .put("hook_secret", account.hookSecret())
                .put(
                        "expires_at",
                        account.expiresAt() == null ? null : account.expiresAt().toString())
                .put("next_step", account.nextStep());
        json.set("credentials", account.credentials());
        json.set("platform_state", account.platformState());
        return Json.write(json);
    }

    static Connected read(String written) {
        JsonNode json = Json.read(written);
        String expiresAt = json.path("expires_at").asText(null);
        return new Connected(
                json.path("external_id").asText(),
                json.path("name").asText(),
                json.path("username").asText(null),
                json.path("credentials"),
                json.path("hook_secret").asText(null),
                json.path("platform_state"),
                expiresAt == null ? null : Instant.parse(expiresAt),
                json.path("next_step").asText(null));
    }
}
