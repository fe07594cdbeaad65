package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NulCharactersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\u0000\"",
                "\"a\\u0000\"",
                "{\"a\":\"\\u0000\"}",
                "{\"\\u0000\":1}",
                "{\"a\":[1,{\"b\":\"x\\u0000\"}]}",
                "{\"a\":{\"b\\u0000\":null}}"
            })
    void theCharacterIsFoundInNamesAndValues(String json) {
        assertThat(NulCharacters.isIn(Json.read(json))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"a\\u0000b\"|\"ab\"",
                "{\"a\\u0000\":[1,{\"b\":\"\\u0000x\"},null,true]}|{\"a\":[1,{\"b\":\"x\"},null,true]}",
                "{\"a\":\"b\"}|{\"a\":\"b\"}"
            })
    void theCharacterIsRemovedFromNamesAndValues(String json, String washed) {
        assertThat(NulCharacters.removed(Json.read(json))).isEqualTo(Json.read(washed));
        assertThat(Json.parse(json.getBytes(StandardCharsets.UTF_8))).contains(Json.read(washed));
        assertThat(Json.parseRequest(json.getBytes(StandardCharsets.UTF_8))).contains(Json.read(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "{\"a\":[\"b\",1,null,true]}", "0", "null", "{}"})
    void othersAreFree(String json) {
        assertThat(NulCharacters.isIn(Json.read(json))).isFalse();
    }
}
