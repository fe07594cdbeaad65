package dev.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextUnitTest {
    private static final String FAMILY = "👨‍👩‍👧‍👦";

    @Test
    void aFamilyIsOneGraphemeButManyCharactersAndBytes() {
        assertThat(TextUnit.GRAPHEMES.count(FAMILY)).isEqualTo(1);
        assertThat(TextUnit.CHARACTERS.count(FAMILY)).isEqualTo(11);
        assertThat(TextUnit.BYTES.count(FAMILY)).isEqualTo(25);
    }

    @Test
    void aLimitHoldsInItsOwnUnit() {
        Capabilities.TextLimit limit = new Capabilities.TextLimit(4, TextUnit.BYTES);

        assertThat(limit.allows("abcd")).isTrue();
        assertThat(limit.allows("abcö")).isFalse();
    }
}
