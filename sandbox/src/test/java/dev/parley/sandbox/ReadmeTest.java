package dev.parley.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sandbox.stage.FaultKind;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README names everything there is. */
@QuarkusTest
class ReadmeTest {

    private final String readme;

    ReadmeTest() throws IOException {
        readme = Files.readString(Path.of("README.md"));
    }

    @Test
    void everyFaultStandsInTheReadme() {
        assertThat(Arrays.stream(FaultKind.values()).map(FaultKind::wireName))
                .allSatisfy(kind -> assertThat(readme).contains("| `" + kind + "` |"));
    }

    @Test
    void everyActOfEveryPlatformStandsInTheReadme() {
        List<String> platforms = given().get("/control/demo-accounts").path("data.platform");

        assertThat(platforms)
                .isNotEmpty()
                .allSatisfy(platform -> assertThat(actsOf(platform))
                        .isNotEmpty()
                        .allSatisfy(act -> assertThat(readme).contains("`" + act + "`")));
    }

    /** An unknown act is refused with the list of the known ones. */
    private static List<String> actsOf(String platform) {
        String error = Control.post("/" + platform + "/acts/none-of-them", new JsonObject())
                .path("error");
        String list = error.substring(error.indexOf('[') + 1, error.indexOf(']'));
        return Arrays.stream(list.split(", ")).filter(act -> !act.isBlank()).toList();
    }
}
