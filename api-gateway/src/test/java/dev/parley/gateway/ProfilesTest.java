package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
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
        JsonNode connected = Json.read("{\"success\":true,\"profile\":{\"id\":\"prof_1\",\"network\":\"telegram\"}}");
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
}
