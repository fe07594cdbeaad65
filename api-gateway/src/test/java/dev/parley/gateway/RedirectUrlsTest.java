package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a login may lead a customer in the end. */
@QuarkusTest
class RedirectUrlsTest {
    private final Tenancy tenancy = Tenancy.fresh();
    private final String account = "/api/admin/accounts/" + tenancy.account();

    @BeforeEach
    void connectingLeadsToAPage() {
        StubbedDispatch.answers(
                "POST /internal/connections",
                InternalAnswer.ok(Json.read("{\"success\":true,\"url\":\"https://parley.example/oauth\"}")));
    }

    private Answer connects(String redirect) {
        return tenancy.api()
                .post(
                        "/api/profile_groups/" + tenancy.group() + "/initialize_connection",
                        Map.of("platform", "facebook", "redirect_url", redirect));
    }

    private Answer allows(Object origins) {
        return Api.operator().patch(account, Map.of("redirect_origins", origins));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "java\tscript:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "vbscript:x",
                "file:///etc/passwd",
                "ftp://shop.example/",
                "//shop.example/",
                "/back",
                "shop.example",
                "https:shop.example",
                "https:///shop.example",
                "https://",
                "https://user@shop.example/",
                "https://shop.example@evil.example/",
                "https://user:password@shop.example/",
                "https://shop.example\\@evil.example/",
                "https:\\\\evil.example/",
                "https://shop.example\r\nSet-Cookie: a=b",
                "https://shop.example/\u001fx",
                "https://shop.example/\u0085x",
                "https://shop.example/\u007f",
                "https://shop.example/ x",
                "https://shop.example:99999/",
                "https://2130706433/",
                "https://169.254.169.254/latest"
            })
    void whatIsNoPublicWebPageIsRefusedWhateverTheListSays(String redirect) {
        Answer anywhere = connects(redirect);
        allows(List.of("https://shop.example", "https://evil.example"));
        Answer listed = connects(redirect);

        assertThat(anywhere.status()).as(anywhere.text()).isEqualTo(422);
        assertThat(anywhere.error()).startsWith("redirect_url ");
        assertThat(listed.status()).isEqualTo(422);
    }

    @Test
    void withoutAListAnyWebPageWillDo() {
        assertThat(connects("https://anywhere.example/back?a=b#top").status()).isEqualTo(200);
        assertThat(Api.operator().get(account).json().path("redirect_origins").isNull())
                .isTrue();
    }

    @Test
    void withAListTheOriginMustBeOnIt() {
        assertThat(allows(List.of("https://Shop.Example/", "https://shop.example:8443", "https://shop.example"))
                        .json()
                        .path("redirect_origins"))
                .isEqualTo(Json.read("[\"https://shop.example\",\"https://shop.example:8443\"]"));

        for (String allowed : List.of(
                "https://shop.example",
                "https://SHOP.example:443/back?x=1#top",
                "https://shop.example./",
                "https://shop.example:8443/")) {
            assertThat(connects(allowed).status()).as(allowed).isEqualTo(200);
        }
        for (String other : List.of(
                "https://evil.example/",
                "https://shop.example.evil.example/",
                "https://evil.example/https://shop.example",
                "https://evil.example#https://shop.example",
                "https://www.shop.example/",
                "https://shop.example:444/")) {
            assertThat(connects(other).error())
                    .as(other)
                    .isEqualTo("redirect_url is not at an address that this account may use");
        }
    }

    @Test
    void theListCanBeTakenAwayAgain() {
        allows(List.of());
        assertThat(connects("https://shop.example").status()).isEqualTo(422);

        Answer cleared = Api.operator().patch(account, Collections.singletonMap("redirect_origins", null));

        assertThat(cleared.json().path("redirect_origins").isNull()).isTrue();
        assertThat(connects("https://shop.example").status()).isEqualTo(200);
    }

    @Test
    void aListBelongsToItsAccount() {
        allows(List.of("https://shop.example"));

        Tenancy neighbour = Tenancy.fresh();

        assertThat(neighbour
                        .api()
                        .post(
                                "/api/profile_groups/" + neighbour.group() + "/initialize_connection",
                                Map.of("platform", "facebook", "redirect_url", "https://other.example"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aListHoldsOriginsOnly() {
        for (String odd : List.of(
                "javascript:alert(1)",
                "https://shop.example/path",
                "https://shop.example?x",
                "https://shop.example#x",
                "https://user@shop.example",
                "*",
                "https://*.example",
                "")) {
            assertThat(allows(List.of(odd)).status()).as(odd).isEqualTo(422);
        }
        assertThat(allows(List.of(5)).status()).isEqualTo(422);
        assertThat(allows("https://shop.example").status()).isEqualTo(400);
        assertThat(Api.operator().patch(account, Map.of()).status()).isEqualTo(400);
        assertThat(allows(Collections.nCopies(101, "https://shop.example")).status())
                .isEqualTo(422);
        assertThat(Api.operator().get("/api/admin/accounts/acc_0000000000000").status())
                .isEqualTo(404);
        assertThat(Api.operator().get("/api/admin/accounts/x").status()).isEqualTo(404);
        assertThat(tenancy.api().get(account).status()).isEqualTo(401);
    }

    @Test
    void dispatchIsGivenTheAddressAsItWillStandInAHeader() {
        String own = "https://shop.example/zur\u00fcck/" + tenancy.account();

        assertThat(connects("  " + own + "\n").status()).isEqualTo(200);

        assertThat(StubbedDispatch.calls("POST /internal/connections"))
                .anySatisfy(body -> assertThat(body.at("/request/redirect_url").asText())
                        .isEqualTo("https://shop.example/zur%C3%BCck/" + tenancy.account()));
    }
}
