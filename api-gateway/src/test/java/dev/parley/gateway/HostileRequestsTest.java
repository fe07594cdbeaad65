package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.testing.document.DocumentedOperation;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is thrown at the API, the answer keeps the contract's shape. The seed is fixed, so a failure comes again. */
@QuarkusTest
class HostileRequestsTest {
    private static final int ROUNDS = 5000;
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

    private static final List<String> ODD_IDS = List.of(
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

    private final Tenancy tenancy = Tenancy.fresh();
    private final Random random = new Random(20261121);

    /** Every operation of the document, its own method mostly. */
    private final List<DocumentedOperation> operations = Api.document()
            .operations()
            .filter(operation -> operation.path().startsWith("/api/"))
            .toList();

    private final Map<String, Integer> successes = new HashMap<>();

    @Test
    void noRequestBreaksTheShapeOrLeavesHalfAWrite() {
        String profile = tenancy.profile("telegram");
        String chat = tenancy.liveChat("facebook");
        StubbedDispatch.answers("POST /internal/connections", InternalAnswer.refused(422, "Wrong token"));
        Map<String, String> real = Map.of("profiles", profile, "chats", chat, "profile_groups", tenancy.group());
        for (int round = 0; round < ROUNDS; round++) {
            request(real);
        }
        assertThat(successes)
                .containsKeys(
                        "POST /api/webhooks",
                        "POST /api/profile_groups",
                        "POST /api/profiles/{profile_id}/chats",
                        "POST /api/chats/{chat_id}/messages");
        assertWritten("/api/webhooks", 0, "POST /api/webhooks");
        assertWritten("/api/profile_groups", 1, "POST /api/profile_groups");
        assertWritten("/api/profiles/" + profile + "/chats?per_page=100", 0, "POST /api/profiles/{profile_id}/chats");
        assertWritten("/api/chats/" + chat + "/messages?per_page=100", 1, "POST /api/chats/{chat_id}/messages");
    }

    /** @param real an id that exists, for each kind of thing */
    private void request(Map<String, String> real) {
        DocumentedOperation operation = pick(operations);
        String method = random.nextInt(4) == 0 ? pick(METHODS) : operation.method();
        String path = filled(operation.path(), real)
                + pick(QUERIES).replace("=%", "=%25").replace("+", "%2B");
        // Half of them in the form that may succeed.
        String type = random.nextBoolean() ? "application/json" : pick(TYPES);
        JsonNode example = operation.node().at("/requestBody/content/application~1json/example");
        String body = method.equals("GET") ? "" : body(type);
        if (type.equals("application/json") && example.isObject() && random.nextBoolean()) {
            body = random.nextBoolean() ? example.toString() : spoilt(example);
        }
        Answer answer = tenancy.api().raw(method, path.replace("[", "%5B").replace("]", "%5D"), type, body);
        check(method + " " + path + " " + type + " " + body, answer);
        if (answer.status() == 201 || answer.status() == 202) {
            successes.merge(method + " " + operation.path(), 1, Integer::sum);
        }
    }

    private String filled(String path, Map<String, String> real) {
        StringBuilder filled = new StringBuilder();
        String before = "";
        for (String segment : path.substring(1).split("/", -1)) {
            String odd = pick(ODD_IDS).replace("'", "%27");
            String id = random.nextBoolean() ? real.getOrDefault(before, odd) : odd;
            filled.append('/').append(segment.startsWith("{") ? id : segment);
            before = segment;
        }
        return filled.toString();
    }

    /** A good body with one member that is not. */
    private String spoilt(JsonNode example) {
        String whole = example.toString();
        return whole.substring(0, whole.length() - 1) + ",\"" + pick(NAMES) + "\":" + pick(VALUES) + "}";
    }

    /** Each success stands there, and nothing besides. */
    private void assertWritten(String list, int before, String write) {
        assertThat(tenancy.api().get(list).json().path("data"))
                .as(write)
                .hasSize(before + successes.getOrDefault(write, 0));
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
