package dev.parley.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(of("", null, ";a/b")).isEqualTo(ContentTypes.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\u00ff\u00d8\u00ff\u00e0|image/jpeg",
                "GIF89a|image/gif",
                "RIFF....WEBP|image/webp",
                "RIFF....WAVEfmt|audio/wav",
                "'RIFF....AVI LIST'|video/x-msvideo",
                "RIFF....CDDA|application/octet-stream",
                "RIFF....WEB|application/octet-stream",
                "....ftypisom|video/mp4",
                "'....ftypqt  '|video/quicktime",
                "'....ftypM4A '|audio/mp4",
                "'....ftypM4B '|audio/mp4",
                "....ftypiso|application/octet-stream",
                "'\u001aE\u00df\u00a3'|video/webm",
                "OggS|audio/ogg",
                "ID3|audio/mpeg",
                "\u00ff\u00fb|audio/mpeg",
                "\u00ff\u00f3|audio/mpeg",
                "%PDF-1.7|application/pdf",
                "<?xml version='1.0'?><a/>|text/xml",
                "text about <svg|application/octet-stream"
            })
    void theFirstBytesTell(String content, String type) {
        assertThat(of(content, null, null)).isEqualTo(type);
    }

    @Test
    void aPictureOfPngIsKnownByItsSignature() {
        assertThat(of("\u0089PNG\r\n\u001a\n", null, null)).isEqualTo("image/png");
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image",
        "video/mp4, video",
        "audio/ogg, audio",
        "application/pdf, file",
        "image/svg+xml, file",
        "/png, file",
        "image, file",
        "nonsense, file"
    })
    void anAttachmentIsOfTheFamilyOfItsContent(String contentType, String attachment) {
        assertThat(ContentTypes.attachmentType(contentType)).isEqualTo(attachment);
    }

    @Test
    void aNameTellsByItsExtension() {
        assertThat(ContentTypes.byName("a.b/Cat.JPEG")).contains("image/jpeg");
        assertThat(ContentTypes.byName(".mp4")).contains("video/mp4");
        assertThat(ContentTypes.byName("jpg")).isEmpty();
        assertThat(ContentTypes.byName("cat.exe")).isEmpty();
        assertThat(ContentTypes.byName(null)).isEmpty();
    }

    private static String of(String content, String name, String claimed) {
        return ContentTypes.of(content.getBytes(StandardCharsets.ISO_8859_1), name, claimed);
    }
}
