package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.testing.document.DocumentedOperation;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What neither Java nor the database can hold, in every parameter, header and member of every route: refused, no fault. */
@QuarkusTest
class UnstorableInputTest {
    private static final List<String> ODD = List.of(
            "\u0000",
            "a\u0000b",
            "+300000-01-01T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "2026-01-01T00:00:00+18:00",
            "2026-13-45T99:99:99Z",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "-1",
            "1e400",
            "zzzzzzzzzzzzz",
            "\uFFFE\uFFFF",
            "💩".repeat(100),
            "x".repeat(1000));
    private static final List<String> PREFIXES = List.of("chat_", "msg_", "prof_", "pg_", "wh_", "cmt_", "post_");

    private final Tenancy tenancy = Tenancy.fresh();
    private final String profile = tenancy.profile("facebook");
    private final String chat = tenancy.liveChat("facebook");
    private final String post = Rows.post(profile);
    private final String webhook = tenancy.api()
            .post("/api/webhooks", Map.of("url", "https://x.example", "events", List.of("*")))
            .text("/id");

    private final List<DocumentedOperation> operations = Api.document()
            .operations()
            .filter(operation -> operation.path().startsWith("/api/"))
            .toList();

    @Test
    void recoveringFromATimeThatNoDatabaseKnowsIsNoFault() {
        for (String since :
                List.of("+300000-01-01T00:00:00Z", "-300000-01-01T00:00:00Z", "9999-12-31T23:59:59-18:00")) {
            Answer answer = tenancy.api().post("/api/webhooks/" + webhook + "/recover", Map.of("since", since));
            assertThat(answer.status()).as(since).isIn(202, 400);
        }
    }

    @Test
    void inPaths() {
        List<String> ids = new ArrayList<>(ODD);
        PREFIXES.forEach(prefix -> ids.add(prefix + "7zzzzzzzzzzzz"));
        for (DocumentedOperation operation : operations) {
            for (String odd : ids) {
                String path = operation.path().replaceAll("\\{[^}]*}", encoded(odd));
                check(operation.method(), path, "{}");
            }
        }
    }

    @Test
    void inQueries() {
        for (DocumentedOperation operation : operations) {
            List<String> names = new ArrayList<>(List.of("profile_group_id", "unknown"));
            for (JsonNode parameter : operation.node().path("parameters")) {
                JsonNode resolved = parameter.has("$ref")
                        ? Api.document()
                                .json()
                                .at(parameter.path("$ref").asText().substring(1))
                        : parameter;
                if (resolved.path("in").asText().equals("query")) {
                    names.add(resolved.path("name").asText());
                }
            }
            for (String name : names) {
                for (String odd : ODD) {
                    String profileToo = name.equals("profile_id") ? "" : "&profile_id=" + profile;
                    check(operation.method(), real(operation) + "?" + name + "=" + encoded(odd) + profileToo, "{}");
                }
            }
            check(operation.method(), real(operation) + "?%00=x&x%00=%00", "{}");
        }
    }

    @Test
    void inBodies() {
        StubbedDispatch.answers("POST /internal/connections", InternalAnswer.refused(422, "Wrong token"));
        StubbedDispatch.answers("POST /internal/posts/" + post + "/comments", InternalAnswer.refused(422, "No"));
        for (DocumentedOperation operation : operations) {
            JsonNode example = operation.node().at("/requestBody/content/application~1json/example");
            if (example.isObject()) {
                for (String odd : ODD) {
                    spoilt((ObjectNode) example, odd).forEach(body -> check(operation.method(), real(operation), body));
                }
                spoilt((ObjectNode) example, "@@")
                        .forEach(body -> check(operation.method(), real(operation), body.replace("@@", "\\ud800")));
            }
        }
    }

    @Test
    void inHeaders() {
        for (DocumentedOperation operation : operations) {
            for (String odd : List.of("x".repeat(3000), "\u00e9\u00ff", "a,b;c=\"d\"", "-1")) {
                Api api = tenancy.api().and("Idempotency-Key", odd).and("X-Request-Id", odd);
                Answer answer = api.raw(operation.method(), real(operation), "application/json", "{}");
                assertThat(answer.status()).as(operation.name() + " " + odd).isLessThan(500);
            }
        }
    }

    /** The example once for each member, which is the odd value there, as text and as a number. */
    private static List<String> spoilt(ObjectNode example, String odd) {
        List<String> bodies = new ArrayList<>();
        example.fieldNames().forEachRemaining(name -> {
            bodies.add(example.deepCopy().put(name, odd).toString());
            JsonNode value = example.get(name);
            if (value instanceof ObjectNode object) {
                spoilt(object, odd)
                        .forEach(inner ->
                                bodies.add(((ObjectNode) example.deepCopy().set(name, Json.read(inner))).toString()));
            } else if (value instanceof ArrayNode) {
                bodies.add(
                        ((ObjectNode) example.deepCopy().set(name, Json.array().add(odd))).toString());
            }
        });
        bodies.add(example.deepCopy().put(odd, odd).toString());
        return bodies;
    }

    private String real(DocumentedOperation operation) {
        return operation
                .path()
                .replaceAll("/chats/\\{[^}]*}", "/chats/" + chat)
                .replaceAll("/profiles/\\{[^}]*}", "/profiles/" + profile)
                .replaceAll("/posts/\\{[^}]*}", "/posts/" + post)
                .replaceAll("/webhooks/\\{[^}]*}", "/webhooks/" + webhook)
                .replaceAll("/profile_groups/\\{[^}]*}", "/profile_groups/" + tenancy.group())
                .replaceAll("\\{[^}]*}", "9");
    }

    private void check(String method, String path, String body) {
        boolean destroys = method.equals("DELETE") && path.matches("/api/(profiles|webhooks)/[^/]*");
        Api api = path.startsWith("/api/admin") ? Api.operator() : tenancy.api();
        if (!destroys || path.startsWith("/api/admin")) {
            Answer answer = api.raw(method, path, "application/json", method.equals("GET") ? "" : body);
            String request = method + " " + path + " " + body.substring(0, Math.min(300, body.length()));
            assertThat(answer.status()).as(request + " -> " + answer.text()).isLessThan(500);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
