package dev.parley.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.impl.HttpUtils;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One spelling for each path, which router, permissions and resources read alike. */
class NormalPathTest {
    private static final int ROUNDS = 200_000;
    private static final List<String> PIECES = List.of(
            "/", "//", "a", "Z", "9", "api", ".", "..", "-", "_", "~", ":", "=", "$", "@", "+", "%2B", "%2f", "%2F",
            "%2e", "%2E", "%61", "%3a", "%3D", "%24", "%25", "%2561", "%20", "%c3%bc", "%C3%BC", "%ff", "%c0%af", "%00",
            "%5c", "%3b", ";", "\\", "%", "%4", "%zz", "ü", "*", "%7e", "%7E", "%7f", "%41%5F");

    @ParameterizedTest
    @CsvSource({
        "/api/chats,/api/chats",
        "//api///chats/,/api/chats/",
        "/%61pi/%63hats,/api/chats",
        "/api/did%3aplc%3Ax,/api/did:plc:x",
        "/api/a%2fb,/api/a%2Fb",
        "/api/a%2bb+c,/api/a%2Bb+c",
        "/api/%c3%bc,/api/%C3%BC",
        "/api/%2561,/api/%2561",
        "/api/a%3bb,/api/a%3Bb",
        "/api/...,/api/..."
    })
    void aPathHasOneSpelling(String path, String normal) {
        assertThat(NormalPath.of(path)).isEqualTo(normal);
    }

    @Test
    void theSpellingIsFinalAndMeansTheSame() {
        Random random = new Random(20261130);
        int normals = 0;
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder path = new StringBuilder("/");
            for (int i = random.nextInt(8); i >= 0; i--) {
                path.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            String normal = NormalPath.of(path.toString());
            if (normal != null) {
                normals++;
                assertThat(NormalPath.of(normal)).as(path.toString()).isEqualTo(normal);
                assertThat(HttpUtils.normalizePath(normal)).as(path.toString()).isEqualTo(normal);
                assertThat(decoded(normal))
                        .as(path.toString())
                        .isEqualTo(decoded(path.toString().replaceAll("/{2,}", "/")));
            }
        }
        assertThat(normals).isGreaterThan(ROUNDS / 20);
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
