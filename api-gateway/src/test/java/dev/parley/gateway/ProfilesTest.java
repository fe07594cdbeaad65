package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProfilesTest {
    private final Tenancy tenancy = Tenancy.fresh();

    @Test
    void connectingAsksDispatchAndPassesItsAnswerOn() {
        JsonNode connected = Json.read("""
                {"success":true,"profile":{"id":"prof_1","network":"telegram","name":"Shop","external_username":"shop_bot"},
                 "next_step":"Write to the bot."}""");
        StubbedDispatch.answers("POST /internal/connections", InternalAnswer.ok(connected));
        String path = "/api/profile_groups/" + tenancy.group() + "/initialize_connection";
        Answer answer = tenancy.api().post(path, Map.of("network", "telegram", "bot_token", "1:a"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(connected);
        assertThat(StubbedDispatch.calls("POST /internal/connections")).anySatisfy(body -> {
            assertThat(body.at("/request/platform").asText()).isEqualTo("telegram");
            assertThat(body.path("account_id").asText()).isEqualTo(tenancy.account());
        });
        StubbedDispatch.answers(
                "POST /internal/connections",
                new InternalAnswer(401, "Telegram bot token is invalid", "telegram_connect_failed", null));
        Answer refused = tenancy.api().post(path, Map.of("platform", "telegram", "bot_token", "1:a"));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("/error_code")).isEqualTo("telegram_connect_failed");
        assertThat(tenancy.api().post(path, "{}").error()).isEqualTo("Missing platform");
        assertThat(tenancy.api().post(path, Map.of("platform", "fax")).status()).isEqualTo(422);
    }

    @Test
    void settingsAreChangedOneByOne() {
        String path = "/api/profiles/" + tenancy.profile("bluesky");
        Answer changed = tenancy.api().patch(path, Map.of("settings", Map.of("unknown_outcome", "resend")));
        assertThat(changed.text("/settings/unknown_outcome")).isEqualTo("resend");
        Answer both = tenancy.api().patch(path, Map.of("settings", Map.of("story_media", "link_only")));
        assertThat(both.text("/settings/unknown_outcome")).isEqualTo("resend");
        assertThat(both.text("/settings/story_media")).isEqualTo("link_only");
        Answer wrong = tenancy.api().patch(path, Map.of("settings", Map.of("story_media", "x")));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(tenancy.api().patch(path, "{}").text("/message")).endsWith(": settings");
    }

    @Test
    void disconnectingGoesThroughDispatch() {
        String profile = tenancy.profile("bluesky");
        assertThat(tenancy.api().delete("/api/profiles/" + profile).text()).isEqualTo("{\"success\":true}");
        assertThat(StubbedDispatch.calls("DELETE /internal/profiles/" + profile))
                .hasSize(1);
    }

    @Test
    void placementsAndStatisticsAreEmptyForAccountsWithoutThem() {
        String path = "/api/profiles/" + tenancy.profile("bluesky");
        assertThat(tenancy.api().get(path + "/placements").text()).isEqualTo("{\"data\":[]}");
        assertThat(tenancy.api().get(path + "/stats").error())
                .isEqualTo("placement_id is required for bluesky profiles");
        Answer unknown = tenancy.api()
                .patch(
                        path + "/assign_placement_to_group",
                        Map.of("placement_id", "p", "target_profile_group_id", tenancy.group()));
        assertThat(unknown.status()).isEqualTo(404);
    }

    @Test
    void iceBreakersAreRefusedWhereThereAreNone() {
        String path = "/api/profiles/" + tenancy.profile("bluesky") + "/ice_breakers";
        assertThat(tenancy.api().get(path).error()).startsWith("Ice breakers are only supported on ");
        assertThat(tenancy.api().delete(path).status()).isEqualTo(422);
    }

    @Test
    void aPlacementIsMovedToAGroup() {
        String profile = tenancy.profile("facebook");
        long id = ProfileId.parse(profile).orElseThrow().value();
        Rows.run(
                "insert into placements (id, profile_id, external_id, name, metadata) values (?, ?, 'page-1', 'Shop', '{\"kind\":\"page\"}')",
                Rows.idNumber(),
                id);
        String path = "/api/profiles/" + profile;
        assertThat(tenancy.api().get(path + "/placements").text("/data/0/metadata/kind"))
                .isEqualTo("page");
        assertThat(tenancy.api().get(path + "/stats?placement_id=page-1").text())
                .isEqualTo("{\"data\":[]}");
        String target = tenancy.api()
                .post("/api/profile_groups", Map.of("name", "Branch"))
                .text("/id");

        Answer moved = assign(path, "page-1", target);

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.text("/id")).isEqualTo("page-1");
        assertThat(moved.text("/profile_group_id")).isEqualTo(target);
        assertThat(StubbedDispatch.calls("POST /internal/profiles/" + profile + "/placements/page-1"))
                .extracting(body -> body.path("profile_group_id").asText())
                .containsExactly(target);
        assertThat(assign(path, "page-1", "pg_none").status()).isEqualTo(404);
        assertThat(assign(path, "page-1", Tenancy.fresh().group()).status()).isEqualTo(404);
        assertThat(tenancy.api()
                        .patch(path + "/assign_placement_to_group", Map.of("placement_id", "page-1"))
                        .text("/message"))
                .endsWith(": target_profile_group_id");
    }

    private Answer assign(String path, String placement, String group) {
        return tenancy.api()
                .patch(
                        path + "/assign_placement_to_group",
                        Map.of("placement_id", placement, "target_profile_group_id", group));
    }

    @Test
    void aDisconnectedProfileIsGone() {
        String profile = tenancy.profile("telegram");
        Rows.run(
                "update profiles set status = 'inactive', disconnected_at = now(), updated_at = now() where id = ?",
                ProfileId.parse(profile).orElseThrow().value());
        assertThat(tenancy.api().get("/api/profiles/" + profile).status()).isEqualTo(404);
        assertThat(tenancy.api().get("/api/profiles").json().path("data")).isEmpty();
        assertThat(tenancy.api().get("/api/profiles/" + profile + "/chats").status())
                .isEqualTo(404);
    }
}
