package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is thrown at the API, the answer keeps the contract's shape. The seed is fixed, so a failure comes again. */
@QuarkusTest
class HostileRequestsTest {
    private static final int ROUNDS = 1500;
    private static final List<String> METHODS = List.of("GET", "POST", "PATCH", "DELETE", "PUT");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=B",
            "multipart/form-data",
            "text/xml",
            "application/json; charset=utf-16",
            ";;;");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[null]",
            "[[[[]]]]",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "{\"a\":{\"b\":[1]}}",
            "\"https://x.example/a.png\"",
            "[{\"base64\":\"AA==\"}]",
            "[{\"type\":\"postback\"}]",
            "99999999999999999999",
            "\"data:,x\"",
            "[\"*\"]");
    private static final List<String> NAMES = List.of(
            "body",
            "media",
            "tag",
            "quick_replies",
            "buttons",
            "card",
            "reply_markup",
            "reaction",
            "emoji",
            "url",
            "events",
            "enabled",
            "settings",
            "text",
            "participant_external_id",
            "profile_group",
            "name",
            "ice_breakers",
            "platform",
            "placement_id",
            "",
            "__proto__");
    private static final List<String> QUERIES = List.of(
            "",
            "?page=-1",
            "?per_page=1e9",
            "?before=x",
            "?after=+275760-09-13",
            "?direction=%00",
            "?status=%FF",
            "?profile_group_id=%00",
            "?profile_id=%F0%9F%92%A9",
            "?page=%",
            "?from=2026-01-01T00:00:00+99:99",
            "?a[b]=c");

    private static final List<String> ROUTES = List.of(
            "/api/profiles",
            "/api/profiles/#",
            "/api/profiles/#/chats",
            "/api/profiles/#/ice_breakers",
            "/api/profiles/#/stats",
            "/api/chats/#",
            "/api/chats/#/messages",
            "/api/chats/#/archive",
            "/api/messages/#",
            "/api/messages/#/react",
            "/api/messages/#/unreact",
            "/api/profile_groups",
            "/api/profile_groups/#",
            "/api/profile_groups/#/initialize_connection",
            "/api/webhooks",
            "/api/webhooks/#",
            "/api/webhooks/#/deliveries",
            "/api/comments",
            "/api/posts/#/comments",
            "/api/posts/#/comments/#/private_reply",
            "/api/platforms",
            "/api/#",
            "/api/admin/keys");

    private final Tenancy tenancy = Tenancy.fresh();
    private final Random random = new Random(20261121);

    @Test
    void noRequestBreaksTheShape() {
        List<String> ids = List.of(
                tenancy.profile("telegram"),
                tenancy.liveChat("bluesky"),
                tenancy.group(),
                "x",
                "%00",
                "%2e%2e",
                "chat_",
                "msg_zzzzzzzzzzzzz",
                "'or'1'='1",
                "%F0%9F%92%A9",
                "a".repeat(300),
                "%C0%80",
                "..;",
                "1e9");
        for (int round = 0; round < ROUNDS; round++) {
            String path = pick(ROUTES).replace("#", pick(ids)).replace("'", "%27")
                    + pick(QUERIES).replace("=%", "=%25").replace("+", "%2B");
            String method = pick(METHODS);
            String type = pick(TYPES);
            String body = method.equals("GET") ? "" : body(type);
            Answer answer = tenancy.api().raw(method, path.replace("[", "%5B").replace("]", "%5D"), type, body);
            check(method + " " + path + " " + type + " " + body, answer);
        }
    }

    private static void check(String request, Answer answer) {
        assertThat(answer.status()).as(request + " -> " + answer.text()).isLessThan(500);
        if (answer.status() >= 400) {
            JsonNode shape =
                    Json.parse(answer.text().getBytes(StandardCharsets.UTF_8)).orElseThrow();
            assertThat(shape.path("error").isTextual())
                    .as(request + " -> " + answer.text())
                    .isTrue();
            assertThat(answer.text()).doesNotContain("Exception").doesNotContain("dev.parley");
        }
    }

    private String body(String type) {
        if (random.nextInt(10) == 0) {
            return "\u0001{[\"";
        }
        StringBuilder body = new StringBuilder();
        boolean json = type.contains("json");
        for (int i = random.nextInt(4); i >= 0; i--) {
            String name = pick(NAMES);
            String value = pick(VALUES);
            if (json) {
                body.append(body.isEmpty() ? "{" : ",")
                        .append('"')
                        .append(name)
                        .append("\":")
                        .append(value);
            } else if (type.startsWith("multipart")) {
                body.append("--B\r\nContent-Disposition: form-data; name=\"")
                        .append(name)
                        .append("[]\"\r\n\r\n")
                        .append(value)
                        .append("\r\n")
                        .append(random.nextBoolean() ? "--B--\r\n" : "");
            } else {
                body.append(name)
                        .append(random.nextBoolean() ? "[]=" : "=")
                        .append(value)
                        .append('&');
            }
        }
        return json ? body + "}" : body.toString();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
