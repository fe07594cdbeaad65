package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "https://a.example/files/Rechnung%20M%C3%A4rz.pdf?x=1|Rechnung März.pdf",
                "https://a.example/a.pdf#page=2|a.pdf",
                "/plain/cat.jpg|cat.jpg",
                "https://a.example/|null",
                "https://a.example|null",
                "https://a.example/50%.txt|50%.txt",
                "https://a.example/%E4.txt|%E4.txt",
                "https://a.example/a%2Fb%2f..%5Cpasswd|passwd",
                "https://a.example/a%00b%0d%0A.txt|ab.txt",
                "https://a.example/%2E%2E|null"
            })
    void aNameIsTheLastPartOfTheAddressDecoded(String url, String name) {
        assertThat(FileNames.of(null, url)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attachment; filename=\"cat.jpg\"|cat.jpg",
                "attachment; filename=cat.jpg; size=3|cat.jpg",
                "attachment; FileName=\"a \\\"b\\\".txt\"|a \"b\".txt",
                "attachment; filename=\"fallback.txt\"; filename*=UTF-8''M%C3%A4rz.txt|März.txt",
                "inline; filename*=utf-8'de'%e2%82%ac.pdf; filename=x|€.pdf",
                "inline; filename=\"M%C3%A4rz.txt\"|März.txt",
                "attachment; filename=\"../../etc/passwd\"|passwd",
                "inline|of-the-url.bin",
                "attachment; filename=\"\"|of-the-url.bin"
            })
    void theHeaderOfTheAnswerStandsAboveTheAddress(String disposition, String name) {
        assertThat(FileNames.of(disposition, "https://a.example/of-the-url.bin"))
                .isEqualTo(name);
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        String name = FileNames.clean("😀".repeat(300)).orElseThrow();
        assertThat(name.codePointCount(0, name.length())).isEqualTo(255);
    }
}
