package dev.parley.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            value = {
                "see https://parley.dev/a?b=c#d.   | https://parley.dev/a?b=c#d",
                "(https://parley.dev)              | https://parley.dev",
                "https://en.org/wiki/X_(y) is it   | https://en.org/wiki/X_(y)",
                "Grüße 🌍 http://ümlaut.example/ö! | http://ümlaut.example/ö",
            })
    void aLinkIsCoveredWithoutTheSentenceAroundIt(String text, String link) {
        assertThat(coveredAll(text, Map.of())).containsExactly(link);
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

    @Test
    void plainTextHasNoFacets() {
        assertThat(Facets.of("no links here, 3.14 and a.b", Map.of())).isEmpty();
    }
}
