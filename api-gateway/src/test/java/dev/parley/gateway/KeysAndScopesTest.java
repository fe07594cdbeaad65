package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.testing.RawHttp;
import dev.parley.testing.Waiting;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeysAndScopesTest {
    @Test
    void withoutAKeyNothingIsShown() {
        for (Api stranger : new Api[] {Api.with(""), Api.with("wrong"), Api.operator()}) {
            Answer answer = stranger.get("/api/profiles");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text()).isEqualTo("{\"error\":\"Invalid API key\"}");
        }
    }

    @Test
    void theOperatorsRoutesTakeTheOperatorsKeyOnly() {
        assertThat(Tenancy.fresh().api().get("/api/admin/keys").status()).isEqualTo(401);
        assertThat(Api.operator().get("/api/admin/keys").status()).isEqualTo(200);
    }

    @Test
    void noBodyIsReadForAKeyThatDoesNotOpenTheRoute() {
        RawHttp http = new RawHttp(Api.base());
        Tenancy tenancy = Tenancy.fresh();
        String mine = "Authorization: Bearer " + tenancy.api().key();
        String operators = "Authorization: Bearer " + Api.operator().key();
        String large = "Content-Length: 1000000";
        String parts = "Content-Type: multipart/form-data; boundary=B";
        assertThat(http.statusBeforeTheBody("POST", "/api/webhooks", large)).isEqualTo(401);
        assertThat(http.statusBeforeTheBody("POST", "/api/webhooks", large, operators))
                .isEqualTo(401);
        assertThat(http.statusBeforeTheBody("POST", "/api/webhooks", large, parts, operators))
                .isEqualTo(401);
        assertThat(http.statusBeforeTheBody("POST", "/api/admin/keys", large, mine))
                .isEqualTo(401);
        assertThat(http.statusBeforeTheBody("POST", "/%61pi/%61dmin/keys", large, mine))
                .isEqualTo(401);
        assertThat(http.statusBeforeTheBody("POST", "/api/webhooks?profile_group_id=x", large, mine))
                .isEqualTo(404);
    }

    @Test
    void aKeyIsShownOnceAndKeptAsItsHash() {
        Answer made = Api.operator().post("/api/admin/keys", Map.of("label", "mine"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("id", "key", "account_id", "profile_group_id", "label", "created_at");
        assertThat(Api.operator().get("/api/admin/keys").text())
                .contains(made.text("/id"))
                .doesNotContain(made.text("/key"));
        assertThat(Rows.query("select key_hash::text from api_keys where label = 'mine'")
                        .toString())
                .doesNotContain(made.text("/key"));
    }

    @Test
    void aNewAccountHasAGroupCalledDefault() {
        Tenancy tenancy = Tenancy.fresh();
        Answer groups = tenancy.api().get("/api/profile_groups");
        assertThat(groups.json().at("/data")).hasSize(1);
        assertThat(groups.text("/data/0/name")).isEqualTo("Default");
        assertThat(groups.json().at("/data/0/profiles_count").asInt(-1)).isZero();
    }

    @Test
    void aRevokedKeyStopsWorking() {
        Answer made = Api.operator().post("/api/admin/keys", "{}");
        Api api = Api.with(made.text("/key"));
        assertThat(api.get("/api/profiles").status()).isEqualTo(200);
        Answer revoked = Api.operator().delete("/api/admin/keys/" + made.text("/id"));
        assertThat(revoked.text()).isEqualTo("{\"deleted\":true}");
        Waiting.await().until(() -> api.get("/api/profiles").status() == 401);
    }

    @Test
    void anotherAccountsThingsAreNotFound() {
        Tenancy owner = Tenancy.fresh();
        Api stranger = Tenancy.fresh().api();
        String profile = owner.profile("bluesky");
        String chat = owner.chat(profile, "did:plc:abc");
        for (String path : new String[] {
            "/api/profiles/" + profile,
            "/api/profiles/" + profile + "/chats",
            "/api/chats/" + chat,
            "/api/chats/" + chat + "/messages",
            "/api/profile_groups/" + owner.group()
        }) {
            Answer answer = stranger.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.text()).isEqualTo("{\"error\":\"Not found\"}");
            assertThat(owner.api().get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void aGroupsKeySeesItsGroupAlone() {
        Tenancy tenancy = Tenancy.fresh();
        String other = tenancy.api()
                .post("/api/profile_groups", Map.of("profile_group", Map.of("name", "Other")))
                .text("/id");
        Api scoped = tenancy.scopedTo(other);
        String outside = tenancy.profile("bluesky");
        String inside = Rows.profile(new Tenancy(tenancy.api(), tenancy.account(), other), "bluesky");
        assertThat(scoped.get("/api/profiles").json().at("/data").findValuesAsText("id"))
                .containsExactly(inside);
        assertThat(scoped.get("/api/profiles/" + outside).status()).isEqualTo(404);
        assertThat(scoped.get("/api/profile_groups").json().at("/data").findValuesAsText("id"))
                .containsExactly(other);
        assertThat(scoped.get("/api/profiles?profile_group_id=" + tenancy.group())
                        .status())
                .isEqualTo(404);
        Answer refused = scoped.post("/api/profile_groups", Map.of("profile_group", Map.of("name", "More")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.error()).isEqualTo("Your API key has no such permission");
        assertThat(scoped.delete("/api/profile_groups/" + other).error())
                .isEqualTo("Your API key has no such permission");
    }

    @Test
    void theAskedGroupNarrowsAKeyToTheWholeAccount() {
        Tenancy tenancy = Tenancy.fresh();
        String other = tenancy.api()
                .post("/api/profile_groups", Map.of("name", "Other"))
                .text("/id");
        String profile = tenancy.profile("bluesky");
        String chat = tenancy.chat(profile, "did:plc:abc");
        String wrong = "?profile_group_id=" + other;
        assertThat(tenancy.api().get("/api/chats/" + chat + wrong).status()).isEqualTo(404);
        assertThat(tenancy.api()
                        .post("/api/chats/" + chat + "/messages" + wrong, Map.of("body", "hi"))
                        .status())
                .isEqualTo(404);
        assertThat(tenancy.api()
                        .get("/api/chats/" + chat + "?profile_group_id=" + tenancy.group())
                        .status())
                .isEqualTo(200);
        assertThat(tenancy.api().get("/api/profiles" + wrong).json().at("/data"))
                .isEmpty();
        assertThat(tenancy.api().get("/api/profiles").json().at("/data").findValuesAsText("id"))
                .containsExactly(profile);
        assertThat(tenancy.api().get("/api/profiles?profile_group_id=nonsense").status())
                .isEqualTo(404);
    }

    @Test
    void aGroupWithProfilesCannotBeDeleted() {
        Tenancy tenancy = Tenancy.fresh();
        String empty = tenancy.api()
                .post("/api/profile_groups", Map.of("name", "Empty"))
                .text("/id");
        tenancy.profile("bluesky");
        assertThat(tenancy.api()
                        .delete("/api/profile_groups/" + tenancy.group())
                        .status())
                .isEqualTo(422);
        assertThat(tenancy.api().delete("/api/profile_groups/" + empty).text()).isEqualTo("{\"deleted\":true}");
        assertThat(tenancy.api().get("/api/profile_groups/" + empty).status()).isEqualTo(404);
    }
}
