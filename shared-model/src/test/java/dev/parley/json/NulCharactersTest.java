package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
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
    @ValueSource(strings = {"\"a\"", "{\"a\":[\"b\",1,null,true]}", "0", "null", "{}"})
    void othersAreFree(String json) {
        assertThat(NulCharacters.isIn(Json.read(json))).isFalse();
    }
}
