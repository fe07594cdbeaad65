package dev.parley.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><p>hi",
                " \n<HTML><body>",
                "\u00ef\u00bb\u00bf<script>alert(1)</script>",
                "<!-- --><b>x</b>",
                "<iframe src='x'>"
            })
    void aPageIsAPageWhateverItIsCalled(String content) {
        assertThat(of(content, "cat.png", "image/png")).isEqualTo("text/html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<svg onload='x()'/>", "<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>"})
    void aDrawingThatCanRunIsAFileAndNoPicture(String content) {
        String type = of(content, "cat.jpg", "image/jpeg");
        assertThat(type).isEqualTo("image/svg+xml");
        assertThat(ContentTypes.attachmentType(type)).isEqualTo("file");
    }

    @Test
    void bytesStandAboveTheNameAndTheNameAboveTheClaim() {
        assertThat(of("GIF89a", "cat.png", "text/html")).isEqualTo("image/gif");
        assertThat(of("no magic", "cat.png", "text/html")).isEqualTo("image/png");
        assertThat(of("no magic", "cat", "Text/Plain; charset=utf-8")).isEqualTo("text/plain");
        assertThat(of("no magic", null, null)).isEqualTo(ContentTypes.UNKNOWN);
        assertThat(of("", null, "nonsense")).isEqualTo(ContentTypes.UNKNOWN);
    }

    private static String of(String content, String name, String claimed) {
        return ContentTypes.of(content.getBytes(StandardCharsets.ISO_8859_1), name, claimed);
    }
}
