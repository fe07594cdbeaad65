package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignJsonTest {
    @ParameterizedTest
    @CsvSource({
        "\\ud800, \uFFFD",
        "a\\udc00b, a\uFFFDb",
        "\\ud83d\\ud83d, \uFFFD\uFFFD",
        "\\ud83d\\ude00, \uD83D\uDE00",
        "\\udc00\\ud83d\\ude00, \uFFFD\uD83D\uDE00",
        "x, x"
    })
    void aLoneSurrogateIsReplacedAndAPairStays(String escaped, String read) {
        assertThat(text("\"" + escaped + "\"").asText()).isEqualTo(read);
    }

    @Test
    void nestedTextsAreReplacedAsWell() {
        JsonNode value = text("{\"x\":[{\"a\":\"\\udfff\",\"b\":1}]}");

        assertThat(value.at("/x/0/a").asText()).isEqualTo("\uFFFD");
        assertThat(Json.read(Json.write(value))).isEqualTo(value);
    }

    @Test
    void aNameWithHalfACharacterIsNoJson() {
        assertThat(Json.parse("{\"\\ud800\":1}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void whatNestsTooDeepToBePassedOnIsNoJson() {
        assertThat(Json.parse(nested(600))).isEmpty();

        JsonNode deep = Json.parse(nested(450)).orElseThrow();
        assertThat(Json.parse(Json.bytes(Json.object().set("request", deep)))).isPresent();
    }

    @Test
    void emptyBytesAreNoValue() {
        assertThat(Json.parse(new byte[0]).orElseThrow().isMissingNode()).isTrue();
    }

    private static JsonNode text(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aRequestOfTooManyValuesIsRefusedBeforeItIsATree() {
        byte[] many = ("{\"name\":[" + "[],".repeat(60_000) + "[]]}").getBytes(StandardCharsets.UTF_8);
        byte[] names = IntStream.range(0, 60_000)
                .mapToObj(n -> "\"n" + n + "\":1")
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);

        assertThat(Json.parseRequest(many)).isEmpty();
        assertThat(Json.parseRequest(names)).isEmpty();
        assertThat(Json.parse(many)).isPresent();
    }

    @Test
    void nothingFromOutsideHasMillionsOfValues() {
        byte[] millions = ("[" + "[],".repeat(600_000) + "[]]").getBytes(StandardCharsets.UTF_8);

        assertThat(Json.parse(millions)).isEmpty();
    }
}
