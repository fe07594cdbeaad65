package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.MessageId;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What SDKs that are not to be had here send, and what they insist on in answers. */
@QuarkusTest
class SdkShapesTest {
    private static final Set<String> PLATFORMS = Set.of("facebook", "instagram", "telegram", "bluesky");
    private static final Set<String> STATUSES =
            Set.of("pending", "published", "failed_waiting_for_retry", "failed", "received");

    private final Tenancy tenancy = Tenancy.fresh();

    /** Java parses enums and throws at any other value; objects must be objects and booleans booleans. */
    @Test
    void javaFindsNoEnumValueItDoesNotKnow() {
        Api api = tenancy.api().and("Accept", "application/json").and("User-Agent", "postproxy-java/1.13.0 (jvm/25)");
        for (String platform : PLATFORMS) {
            String chat = tenancy.liveChat(platform);
            sendOneOfEachStatus(chat);
            JsonNode shown = api.get("//api/chats/" + chat).json();
            assertThat(PLATFORMS).contains(shown.path("platform").asText());
            assertObjectOrNull(shown, "metadata");
            JsonNode messages = api.get("//api/chats/" + chat + "/messages").json();
            assertThat(messages.path("data").findValuesAsText("status")).containsAll(STATUSES);
            for (JsonNode message : messages.path("data")) {
                assertThat(STATUSES).contains(message.path("status").asText());
                assertThat(message.path("direction").asText()).isIn("inbound", "outbound");
                assertThat(message.path("is_unsupported").isBoolean()).isTrue();
                assertObjectOrNull(message, "platform_data");
                assertObjectOrNull(message, "reply_markup");
            }
        }
        for (JsonNode profile : api.get("/api/profiles").json().path("data")) {
            assertThat(profile.path("status").asText()).isIn("active", "expired", "inactive");
        }
    }

    private void sendOneOfEachStatus(String chat) {
        for (String status : List.of("pending", "published", "failed_waiting_for_retry", "failed")) {
            String id = tenancy.api()
                    .post("/api/chats/" + chat + "/messages", Map.of("body", status))
                    .text("/id");
            Rows.run(
                    "update messages set status = ? where id = ?",
                    status,
                    MessageId.parse(id).orElseThrow().value());
        }
    }

    private static void assertObjectOrNull(JsonNode resource, String member) {
        JsonNode value = resource.get(member);
        assertThat(value.isNull() || value.isObject()).as(member).isTrue();
    }

    /** Java posts an empty object where there is nothing to say, and deletes without a body. */
    @Test
    void javaSendsAnEmptyObjectWhereThereIsNothingToSay() {
        String chat = tenancy.liveChat("bluesky");
        assertThat(tenancy.api().post("/api/chats/" + chat + "/archive", "{}").status())
                .isEqualTo(200);
        assertThat(tenancy.api().delete("/api/chats/" + chat + "/archive").status())
                .isEqualTo(200);
        String message = published("facebook");
        assertThat(tenancy.api()
                        .post("/api/messages/" + message + "/react", "{}")
                        .status())
                .isEqualTo(200);
    }

    /** Node sends neither body nor Content-Type there. */
    @Test
    void nodeSendsNothingWhereThereIsNothingToSay() {
        String message = published("instagram");
        assertThat(tenancy.api()
                        .send("POST", "/api/messages/" + message + "/react", null, BodyPublishers.noBody())
                        .status())
                .isEqualTo(200);
    }

    /** Ruby says JSON with every request, also with those that have no body. */
    @Test
    void rubySaysJsonEvenWithoutABody() {
        String chat = tenancy.liveChat("bluesky");
        for (String method : List.of("POST", "DELETE")) {
            assertThat(tenancy.api()
                            .raw(method, "/api/chats/" + chat + "/archive", "application/json", "")
                            .status())
                    .as(method)
                    .isEqualTo(200);
        }
        assertThat(tenancy.api()
                        .raw("GET", "/api/chats/" + chat, "application/json", "")
                        .status())
                .isEqualTo(200);
        String message = published("facebook");
        assertThat(tenancy.api()
                        .raw("DELETE", "/api/messages/" + message + "/unreact", "application/json", "")
                        .status())
                .isEqualTo(200);
    }

    /** Ruby shows {@code message} rather than {@code error}: it may only be there when it says more. */
    @Test
    void rubyPrefersMessageToError() {
        String messages = "/api/chats/" + tenancy.liveChat("bluesky") + "/messages";
        List<Answer> refusals = List.of(
                Api.with("wrong").get("/api/profiles"),
                tenancy.api().get("/api/chats/none"),
                tenancy.api().post(messages, "{}"),
                tenancy.api().post(messages, Map.of("media", "https://example.com/a.png")),
                tenancy.api().post("/api/webhooks", "{}"),
                tenancy.api().json("PUT", "/api/profiles", "{}"));
        for (Answer refusal : refusals) {
            assertThat(refusal.status()).isGreaterThanOrEqualTo(400);
            assertThat(refusal.json().has("message")).as(refusal.text()).isFalse();
            assertThat(refusal.error()).isNotBlank();
        }
        Answer missing = tenancy.api().get("/api/posts/post_x/comments");
        assertThat(missing.text("/message")).isEqualTo("param is missing or the value is empty: profile_id");
        assertThat(missing.error()).isEqualTo("Bad Request");
    }

    /** Ruby, .NET and PHP parse timestamps. */
    @Test
    void timestampsParseAsIso8601() {
        JsonNode chat =
                tenancy.api().get("/api/chats/" + tenancy.liveChat("facebook")).json();
        for (String member : List.of("created_at", "last_inbound_at", "last_message_at")) {
            assertThat(OffsetDateTime.parse(chat.path(member).asText())
                            .getOffset()
                            .getTotalSeconds())
                    .isZero();
        }
        Answer hook = tenancy.api().post("/api/webhooks", Map.of("url", "https://x.example", "events", List.of("*")));
        assertThat(OffsetDateTime.parse(hook.text("/created_at"))).isNotNull();
    }

    /** Python and MCP send every part of multipart as text with a type and without a file name. */
    @Test
    void pythonSendsTextPartsWithAType() {
        String path = "/api/chats/" + tenancy.liveChat("facebook") + "/messages";
        Answer text = tenancy.api()
                .raw(
                        "POST",
                        path,
                        "multipart/form-data; boundary=B",
                        part("body", "hi") + part("tag", "HUMAN_AGENT") + END);
        assertThat(text.status()).as(text.text()).isEqualTo(202);
        assertThat(text.text("/body")).isEqualTo("hi");
        assertThat(text.text("/tag")).isEqualTo("HUMAN_AGENT");
        Answer media = tenancy.api()
                .raw(
                        "POST",
                        path,
                        "multipart/form-data; boundary=B",
                        part("media[]", "https://example.com/a.png") + END);
        assertThat(media.text("/attachments/0/url")).isEqualTo("https://example.com/a.png");
        String telegram = "/api/chats/" + tenancy.liveChat("telegram") + "/messages";
        Answer keyboard = tenancy.api()
                .raw(
                        "POST",
                        telegram,
                        "multipart/form-data; boundary=B",
                        part("body", "hi")
                                + part("reply_markup", "{\"force_reply\":true}")
                                + part("reply_to_external_id", "77")
                                + END);
        assertThat(keyboard.json().at("/reply_markup/force_reply").asBoolean()).isTrue();
        assertThat(keyboard.text("/reply_to_external_id")).isEqualTo("77");
    }

    private static final String END = "--B--\r\n";

    private static String part(String name, String value) {
        return "--B\r\nContent-Disposition: form-data; name=\"" + name
                + "\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + value + "\r\n";
    }

    /** SDKs name a group with every request, next to a JSON body too. */
    @Test
    void theGroupMayBeNamedWithEveryMethod() {
        String group = "?profile_group_id=" + tenancy.group();
        Answer made =
                tenancy.api().post("/api/webhooks" + group, Map.of("url", "https://x.example", "events", List.of("*")));
        String hook = "/api/webhooks/" + made.text("/id");
        String other = tenancy.api()
                .post("/api/profile_groups", Map.of("name", "Other"))
                .text("/id");
        String elsewhere = "?profile_group_id=" + other;
        assertThat(tenancy.api().get(hook + elsewhere).status()).isEqualTo(404);
        assertThat(tenancy.api()
                        .patch(hook + elsewhere, Map.of("enabled", false))
                        .status())
                .isEqualTo(404);
        assertThat(tenancy.api().delete(hook + elsewhere).status()).isEqualTo(404);
        assertThat(tenancy.api().patch(hook + group, Map.of("enabled", false)).status())
                .isEqualTo(200);
        assertThat(tenancy.api().delete(hook + group).status()).isEqualTo(200);
    }

    private String published(String platform) {
        String message = tenancy.api()
                .post("/api/chats/" + tenancy.liveChat(platform) + "/messages", Map.of("body", "x"))
                .text("/id");
        Rows.published(message, "mid." + Rows.idNumber());
        return message;
    }
}
