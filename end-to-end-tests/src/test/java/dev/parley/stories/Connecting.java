package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.util.Map;

/** A customer's program that connects accounts through the platforms' login dialogs. */
public final class Connecting {
    private final JsonHttp http;

    Connecting(JsonHttp http) {
        this.http = http;
    }

    public Answer connects(Object request) {
        return http.post("/api/profile_groups/" + group() + "/initialize_connection", request);
    }

    /** The page to visit. */
    public String opensLogin(String platform, String redirectUrl) {
        Answer answer = connects(Map.of("platform", platform, "redirect_url", redirectUrl));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().path("url").asText();
    }

    /** The accounts that a login may speak for. */
    public JsonNode placements(String login) {
        return http.get("/api/profiles/" + login + "/placements").body().path("data");
    }

    public Answer chooses(String login, String placement) {
        return http.patch(
                "/api/profiles/" + login + "/assign_placement_to_group",
                Map.of("placement_id", placement, "target_profile_group_id", group()));
    }

    public JsonNode profile(String id) {
        return http.get("/api/profiles/" + id).body();
    }

    private String group() {
        return http.get("/api/profile_groups").body().at("/data/0/id").asText();
    }
}
