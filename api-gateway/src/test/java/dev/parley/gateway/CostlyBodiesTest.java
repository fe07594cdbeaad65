package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that cost more memory than they have bytes, and texts that nobody would read. */
@QuarkusTest
class CostlyBodiesTest {
    private static final int ELEVEN_MEGABYTES = 11_000_000;

    @Test
    void aBodyOfMillionsOfEmptyListsIsRefusedAndTheGatewayGoesOn() {
        Api api = ofAFreshAccount();
        String body = "{\"name\":[" + "[],".repeat(3_000_000) + "[]]}";

        for (int i = 0; i < 3; i++) {
            Answer refused = api.post("/api/profile_groups", body);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("error").isTextual()).isTrue();
        }

        assertThat(api.post("/api/profile_groups", "{\"name\":\"After\"}").status())
                .isEqualTo(201);
    }

    @Test
    void aBodyOfHundredsOfThousandsOfNamesIsRefused() {
        String body = IntStream.range(0, 300_000)
                .mapToObj(n -> "\"name" + n + "\":1")
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(ofAFreshAccount().post("/api/profile_groups", body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/profile_groups, name",
        "/api/webhooks, description",
        "/api/webhooks, url",
        "/api/admin/keys, label"
    })
    void aTextThatIsStoredIsBounded(String path, String member) {
        Api api = path.contains("/admin/") ? Api.operator() : ofAFreshAccount();
        for (int length : new int[] {10_001, ELEVEN_MEGABYTES}) {
            String rest = path.endsWith("webhooks")
                    ? ",\"events\":[\"*\"]" + (member.equals("url") ? "" : ",\"url\":\"https://example.com/x\"")
                    : "";
            Answer refused = api.post(path, "{\"" + member + "\":\"" + "x".repeat(length) + "\"" + rest + "}");
            assertThat(refused.status()).as(member + " of " + length).isEqualTo(422);
            assertThat(refused.json().path("error").isTextual()).isTrue();
        }
    }

    private static Api ofAFreshAccount() {
        return Api.with(Api.operator()
                .post("/api/admin/keys", Map.of("label", "costly"))
                .text("/key"));
    }
}
