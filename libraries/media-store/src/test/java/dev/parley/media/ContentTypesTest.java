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
                "....ftypheic|image/heic",
                "....ftypheix|image/heic",
                "....ftypmif1|image/heif",
                "....ftypavif|image/avif",
                "....ftyp3gp4|video/3gpp",
                "'\u0000\u0000\u0000\u0018ftypmif1\u0000\u0000\u0000\u0000mif1heic'|image/heic",
                "'\u0000\u0000\u0000\u0018ftypisom\u0000\u0000\u0000\u0000isomM4A '|audio/mp4",
                "'\u0000\u0000\u0000\u0014ftypisom\u0000\u0000\u0000\u0000isomM4A '|video/mp4",
                "'\u001aE\u00df\u00a3.....B\u0082.matroska'|video/x-matroska",
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "....ftypisom|null|audio/mp4|audio/mp4",
                "....ftypmp42|voice.m4a|null|audio/mp4",
                "....ftypmp42|null|Audio/X-M4A; q=1|audio/mp4",
                "....ftypmp42|film.mp4|video/mp4|video/mp4",
                "....ftypheic|null|audio/mp4|image/heic",
                "....ftyp3gp5|null|audio/3gpp|audio/3gpp",
                "'\u001aE\u00df\u00a3....webm'|null|audio/webm;codecs=opus|audio/webm",
                "'\u001aE\u00df\u00a3....webm'|note.weba|null|audio/webm",
                "'\u001aE\u00df\u00a3....webm'|clip.webm|video/webm|video/webm"
            })
    void whatAContainerHoldsIsDecidedByItsBrandsAndThenByTheClaim(
            String content, String name, String claimed, String type) {
        assertThat(of(content, name, claimed)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "Rechnung, application/pdf, Rechnung.pdf",
        "v1.2 final, image/heic, v1.2 final.heic",
        "cat.jpeg, image/jpeg, cat.jpeg",
        "cat.png, image/jpeg, cat.png",
        "thing, application/x-thing, thing"
    })
    void aMissingEndingIsThatOfTheType(String name, String type, String whole) {
        assertThat(ContentTypes.named(name, type)).isEqualTo(whole);
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
