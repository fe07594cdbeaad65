package dev.parley.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FacetsTest {
    /** What of the text a facet covers, cut by its byte offsets as a client would. */
    private static String covered(String text, JsonNode facet) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int from = facet.path("index").path("byteStart").asInt();
        int to = facet.path("index").path("byteEnd").asInt();
        return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8);
    }

    private static List<String> coveredAll(String text, Map<String, String> dids) {
        return Facets.of(text, dids)
                .valueStream()
                .map(facet -> covered(text, facet))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "see https://parley.dev/a?b=c#d.   | https://parley.dev/a?b=c#d",
                "(https://parley.dev)              | https://parley.dev",
                "https://en.org/wiki/X_(y) is it   | https://en.org/wiki/X_(y)",
                "(see https://en.org/wiki/X_(y)).  | https://en.org/wiki/X_(y)",
                "(https://en.org/X_(y_(z)))        | https://en.org/X_(y_(z))",
                "[a](https://parley.dev/a)         | https://parley.dev/a",
                "[https://parley.dev/a[1]]         | https://parley.dev/a[1]",
                "{https://parley.dev/{id}}         | https://parley.dev/{id}",
                "https://parley.dev/a( is it       | https://parley.dev/a",
                "'https://parley.dev/a'            | https://parley.dev/a",
                "\"https://parley.dev/a\"          | https://parley.dev/a",
                "“https://parley.dev/a”, he said   | https://parley.dev/a",
                "„https://parley.dev/a“            | https://parley.dev/a",
                "‚https://parley.dev/a‘            | https://parley.dev/a",
                "«https://parley.dev/a»            | https://parley.dev/a",
                "‹https://parley.dev/a›!           | https://parley.dev/a",
                "「https://parley.dev/a」。          | https://parley.dev/a",
                "見て（https://parley.dev/a）、ね     | https://parley.dev/a",
                "<https://parley.dev/a>            | https://parley.dev/a",
                "`https://parley.dev/a`            | https://parley.dev/a",
                "**https://parley.dev/a**          | https://parley.dev/a",
                "https://parley.dev/a…             | https://parley.dev/a",
                "https://parley.dev/a...           | https://parley.dev/a",
                "Grüße 🌍 http://ümlaut.example/ö! | http://ümlaut.example/ö",
                "a https://parley.dev:8443/x b     | https://parley.dev:8443/x",
                "a http://[::1]:8080/x b           | http://[::1]:8080/x",
                "https://a.dev/https://b.dev/c     | https://a.dev/https://b.dev/c",
                "https://user@parley.dev/          | https://user@parley.dev/",
            })
    void aLinkIsCoveredWithoutTheSentenceAroundIt(String text, String link) {
        assertThat(coveredAll(text, Map.of())).containsExactly(link);
        assertThat(uris(text)).containsExactly(link);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTPS://Parley.dev/A      | HTTPS://Parley.dev/A   | https://Parley.dev/A",
                "(Http://parley.dev)       | Http://parley.dev      | http://parley.dev",
                "see parley.dev.           | parley.dev             | https://parley.dev",
                "PARLEY.DEV/A_(b), yes     | PARLEY.DEV/A_(b)       | https://PARLEY.DEV/A_(b)",
                "(www.parley.dev:8443/a?b) | www.parley.dev:8443/a?b | https://www.parley.dev:8443/a?b",
                "“parley.co.uk”            | parley.co.uk           | https://parley.co.uk",
                "🌍 münchen.de/ü           | münchen.de/ü           | https://münchen.de/ü",
                "пример.рф                 | пример.рф              | https://пример.рф",
                "parley.dev?a=@jane.test   | parley.dev?a=@jane.test | https://parley.dev?a=@jane.test",
            })
    void aLinkLeadsToAnAddressHoweverItIsWritten(String text, String covered, String uri) {
        assertThat(coveredAll(text, Map.of())).containsExactly(covered);
        assertThat(uris(text)).containsExactly(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no links here, 3.14 and a.b",
                "e.g. this, i.e. that",
                "report.pdf",
                "parley.dev.pdf",
                "jane@parley.dev",
                "jane.doe@parley.dev",
                "parley.dev_x",
                "@parley.dev",
                "https://",
                "https://...",
                "https:// parley",
                "xhttps://",
                "1.2.3",
                "..dev",
                "-.dev"
            })
    void whatIsNoAddressStaysText(String text) {
        assertThat(Facets.of(text, Map.of())).isEmpty();
    }

    @Test
    void facetsComeInTheirOrderAndNoneIsWithinAnother() {
        String text = "@jane.test https://parley.dev/@jane.test parley.dev?@jane.test (@jane.test)";

        JsonNode facets = Facets.of(text, Map.of("jane.test", "did:plc:jane"));

        assertThat(facets.valueStream().map(facet -> covered(text, facet)))
                .containsExactly("@jane.test", "https://parley.dev/@jane.test", "parley.dev?@jane.test", "@jane.test");
    }

    @Test
    void aHandleWithinALinkIsNotAskedFor() {
        assertThat(Facets.mentionedHandles("https://parley.dev?@jane.test")).isEmpty();
    }

    @Test
    void aHandleIsTheSameInAnyCase() {
        assertThat(coveredAll("@Jane.Test", Map.of("jane.test", "did:plc:jane")))
                .containsExactly("@Jane.Test");
        assertThat(Facets.mentionedHandles("@Jane.Test @jane.test")).containsExactly("jane.test");
    }

    @Test
    void aNameOnAnotherNetworkIsNoMention() {
        assertThat(Facets.mentionedHandles("@jane.doe@mastodon.social")).isEmpty();
    }

    @Test
    void aLongTextWithoutBlanksIsReadQuickly() {
        String text = "a-".repeat(5_000) + "a.".repeat(5_000) + "_" + "@" + "a.".repeat(2_000) + "(".repeat(3_000);

        assertTimeout(Duration.ofSeconds(5), () -> Facets.of(text, Map.of()));
    }

    @Test
    void offsetsCountBytesNotCharacters() {
        JsonNode facet = Facets.of("🌍🌍 https://parley.dev", Map.of()).get(0);

        assertThat(facet.path("index").path("byteStart").asInt()).isEqualTo(9);
    }

    @Test
    void aMentionWhoseHandleResolvedIsCovered() {
        String text = "ask @jane.test or @nobody.test";

        assertThat(coveredAll(text, Map.of("jane.test", "did:plc:jane"))).containsExactly("@jane.test");
    }

    @Test
    void aMailAddressIsNoMention() {
        assertThat(Facets.mentionedHandles("write to jane@parley.dev")).isEmpty();
    }

    @Test
    void aHandleMentionedTwiceIsResolvedOnce() {
        assertThat(Facets.mentionedHandles("@jane.test @jane.test")).containsExactly("jane.test");
    }

    private static List<String> uris(String text) {
        return Facets.of(text, Map.of())
                .valueStream()
                .map(facet -> facet.at("/features/0/uri").asText())
                .toList();
    }
}
