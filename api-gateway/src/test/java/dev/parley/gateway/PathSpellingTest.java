package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.testing.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path means the same, however it is spelt. */
@QuarkusTest
class PathSpellingTest {
    private static final String INVALID_KEY = "{\"error\":\"Invalid API key\"}";

    private final RawHttp http = new RawHttp(Api.base());
    private final Tenancy tenancy = Tenancy.fresh();

    @ParameterizedTest
    @ValueSource(strings = {"/%61pi/admin/keys", "/api/%61dmin/keys", "//api/admin/keys", "/api//admin/ke%79s"})
    void noSpellingOpensTheOperatorsRoutes(String path) {
        String label = "spelt " + path;
        String body = "{\"label\":\"" + label + "\"}";
        for (String key : new String[] {"", "wrong", tenancy.api().key()}) {
            RawHttp.Answer answer = post(path, body, "Authorization: Bearer " + key);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.body()).isEqualTo(INVALID_KEY);
        }
        assertThat(Rows.query("select id from api_keys where label = ?", label)).isEmpty();
        assertThat(post(path, body, "Authorization: Bearer " + Api.operator().key())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void theQueryOutlivesAnotherSpelling() {
        String other = tenancy.api()
                .post("/api/profile_groups", "{\"name\":\"Other\"}")
                .text("/id");
        String profile = tenancy.profile("bluesky");
        String key = "Authorization: Bearer " + tenancy.api().key();
        for (String prefix : new String[] {"//api", "/%61pi", "http://parley.example/api"}) {
            assertThat(http.send("GET", prefix + "/profiles?profile_group_id=" + other, key)
                            .body())
                    .as(prefix)
                    .doesNotContain(profile);
        }
        assertThat(http.send("GET", "//api/profiles", key).body()).contains(profile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/profiles;x=1",
                "/api;/profiles",
                "/api/./profiles",
                "/api/x/../profiles",
                "/api/%2e%2e/api/profiles",
                "/media/../q/metrics",
                "/api/profiles/..%2f",
                "/api/profiles/..%5c",
                "/api/profiles/%00",
                "/api/profiles/%0a",
                "/api/profiles/a%5cb",
                "/api/profiles/a\\b",
                "/api/profiles/%c0%80",
                "/api/profiles/%ff",
                "/api/profiles/%zz",
                "/api/profiles/%4",
                "/api/profiles/ü"
            })
    void whatStaysOddIsABadRequest(String path) {
        RawHttp.Answer answer =
                http.send("GET", path, "Authorization: Bearer " + tenancy.api().key());
        assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(400);
        assertThat(answer.body()).as(path).startsWith("{\"status\":400,\"error\":\"Bad Request\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void whatTheServerCannotReadIsRefusedInTheSameShape() {
        String key = "Authorization: Bearer " + tenancy.api().key();
        assertThat(http.send("GET", "/api/profiles?x=" + "a".repeat(9_000), key))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(414))
                .satisfies(answer -> assertThat(answer.body()).isEqualTo("{\"error\":\"URI too long\"}"));
        assertThat(http.send("GET", "/api/profiles", key, "X-Large: " + "a".repeat(70_000)))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(431))
                .satisfies(answer ->
                        assertThat(answer.body()).isEqualTo("{\"error\":\"Request header fields too large\"}"));
        for (String broken : new String[] {
            "GET /api/profiles HTTP/9.x\r\n\r\n",
            "GET /api/profiles HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
            "GET /api/profiles HTTP/1.1\r\nHost: x\r\nbroken header\r\n: x\r\n\r\n",
            "GET /api/a|b HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /api/profiles?[=\"<> HTTP/1.1\r\nHost: x\r\n\r\n"
        }) {
            RawHttp.Answer answer = http.exchange(broken.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(broken).isEqualTo(400);
            assertThat(answer.body()).as(broken).startsWith("{\"status\":400,\"error\":\"Bad Request\"");
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void anIdIsTheSameRawAndEncoded() {
        String profile = tenancy.profile("bluesky");
        String chat = tenancy.chat(profile, "did:plc:spelt");
        String message = Rows.inbound(chat, "at://did:plc:spelt/app=1$2_3-4.5", "hi");
        String key = "Authorization: Bearer " + tenancy.api().key();
        for (String id : new String[] {
            "at:%2F%2Fdid:plc:spelt%2Fapp=1$2_3-4.5", "at%3a%2f%2fdid%3Aplc%3aspelt%2fapp%3D1%242%5F3%2d4%2E5"
        }) {
            assertThat(http.send("GET", "/api/messages/" + id, key).body())
                    .as(id)
                    .contains(message);
        }
    }

    @Test
    void aWriteIsTheSameOneHoweverItsPathIsSpelt() {
        String chat = tenancy.liveChat("bluesky");
        String key = "Authorization: Bearer " + tenancy.api().key();
        String once = "Idempotency-Key: spelt-" + chat;
        String first = post("/api/chats/" + chat + "/messages", "{\"body\":\"hi\"}", key, once)
                .body();
        String encoded = chat.replace("_", "%5f");
        assertThat(post("//%61pi/chats/" + encoded + "/messages", "{\"body\":\"hi\"}", key, once)
                        .body())
                .isEqualTo(first);
    }

    private RawHttp.Answer post(String path, String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type: application/json";
        all[headers.length + 1] = "Content-Length: " + body.length() + "\r\n\r\n" + body;
        return http.send("POST", path, all);
    }
}
