package dev.parley.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.infrastructure.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComposeEnvironmentTest {
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?");

    @Test
    void everyVariableThatTheComposeFileInsistsOnIsThere() throws IOException {
        String compose = Files.readString(Installation.find().root().resolve("docker-compose.yml"));

        assertThat(REQUIRED.matcher(compose).results().map(MatchResult::group))
                .isNotEmpty()
                .allMatch(required -> ComposeEnvironment.of(Secrets.fresh(), false, false)
                        .containsKey(required.replaceAll("[^A-Z_]", "")));
    }

    @Test
    void everyVariableThatIsPrintedIsNamedInTheComposeFile() throws IOException {
        String compose = Files.readString(Installation.find().root().resolve("docker-compose.yml"));

        assertThat(ComposeEnvironment.of(Secrets.fresh(), true, true).keySet())
                .filteredOn(variable -> !variable.equals("COMPOSE_PROFILES"))
                .allMatch(variable -> compose.contains("  " + variable + ":") || compose.contains("${" + variable));
    }

    @Test
    void withoutTheSandboxNoCustomerMayReachPrivateAddresses() {
        assertThat(ComposeEnvironment.of(Secrets.fresh(), false, false))
                .doesNotContainKeys("PARLEY_HTTP_ALLOW_INSECURE", "PARLEY_HTTP_ALLOWED_NETWORKS");
    }

    @Test
    void withTheSandboxEveryPlatformIsPlayedByIt() {
        Map<String, String> variables = ComposeEnvironment.of(Secrets.fresh(), true, false);

        assertThat(variables)
                .containsEntry("COMPOSE_PROFILES", "sandbox")
                .containsEntry("PARLEY_TELEGRAM_API_URL", "http://sandbox:8080/telegram")
                .containsEntry("PARLEY_BLUESKY_ENTRYWAY_URL", "http://sandbox:8080/bluesky")
                .containsKey("PARLEY_GRAPH_FACEBOOK_URL");
    }

    @Test
    void theObjectStoreHasALoginOfItsOwn() {
        Map<String, String> variables = ComposeEnvironment.of(Secrets.fresh(), true, true);

        assertThat(variables)
                .containsEntry("COMPOSE_PROFILES", "sandbox,s3")
                .containsEntry("PARLEY_MEDIA_STORE", "s3")
                .containsEntry("PARLEY_MEDIA_S3_ENDPOINT", "http://s3:80");
        assertThat(variables.get("PARLEY_MEDIA_S3_SECRET_KEY")).isNotBlank();
    }

    @Test
    void secretsAreFreshEachTime() {
        assertThat(ComposeEnvironment.of(Secrets.fresh(), false, false).get("PARLEY_SECRETS_KEYS"))
                .isNotEqualTo(
                        ComposeEnvironment.of(Secrets.fresh(), false, false).get("PARLEY_SECRETS_KEYS"));
    }
}
