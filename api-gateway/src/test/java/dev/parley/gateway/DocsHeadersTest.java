package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Api;
import dev.parley.testing.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about the API runs its own scripts and no others. */
@QuarkusTest
class DocsHeadersTest {
    private static final Pattern PART = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL);

    private final RawHttp http = new RawHttp(Api.base());

    @Test
    void everythingBelowDocsIsProtected() {
        for (String path : List.of("/docs", "/docs/", "/docs/index.html", "/docs/openapi.json", "/docs/nothing")) {
            RawHttp.Answer answer = http.send("GET", path);
            assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                    .doesNotContain("'unsafe-eval'");
            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
        }
    }

    @Test
    void thePageAndEverythingItNeedsIsServedFromHere() {
        for (String other : List.of("/docs", "/docs/ui", "/docs/ui/index.html")) {
            assertThat(http.send("GET", other).header("Location")).as(other).isEqualTo("/docs/");
        }
        RawHttp.Answer page = http.send("GET", "/docs/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        List<String> parts =
                PART.matcher(page.body()).results().map(found -> found.group(1)).toList();
        assertThat(parts).hasSize(5).allMatch(part -> part.startsWith("/docs/"));
        for (String part : parts) {
            assertThat(http.send("GET", part).status()).as(part).isEqualTo(200);
        }
        assertThat(http.send("GET", "/docs/start.js").body()).contains("SwaggerUIBundle(", "'/docs/openapi.json'");
        assertThat(http.send("GET", "/docs/ui/swagger-ui-bundle.js").body()).contains("SwaggerUIBundle");
    }

    @Test
    void noScriptStandsInThePage() {
        String page = http.send("GET", "/docs/").body();
        assertThat(SCRIPT.matcher(page).results()).isNotEmpty().allSatisfy(script -> {
            assertThat(script.group(1)).contains("src=\"/docs/");
            assertThat(script.group(2)).isBlank();
        });
        assertThat(page).doesNotContain("style=", "onload=", "onclick=");
    }
}
