package dev.parley.stories;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String QUESTION = "Do you have vegan cakes?";
    private static final String PAYLOAD = "menu:vegan|cakes";

    @RegisterExtension
    static final Parley PARLEY = new Parley().withAudience();

    private final Api api = PARLEY.api();
    private final String instagram = api.profile("instagram");

    @AfterEach
    void withoutIceBreakers() {
        assertThat(api.removesIceBreakers(instagram).body().toString()).isEqualTo("{\"success\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"facebook", "instagram"})
    void twoCampaignsAreToldApartByTheirRef(String platform) {
        assertThat(api.setsIceBreakers(instagram, QUESTION, PAYLOAD).status()).isEqualTo(200);
        Participant kira = PARLEY.participant(platform, "Kira");
        Participant lena = PARLEY.participant(platform, "Lena");
        assertThat(kira.followsLink("spring")).isTrue();
        assertThat(lena.followsLink("autumn")).isTrue();

        JsonNode spring = referral(kira);
        JsonNode autumn = referral(lena);

        assertThat(spring.path("ref").asText()).isEqualTo("spring");
        assertThat(autumn.path("ref").asText()).isEqualTo("autumn");
        JsonNode chat = api.chat(spring.at("/chat/id").asText());
        assertThat(chat.at("/metadata/referral/ref").asText()).isEqualTo("spring");
        assertThat(chat.at("/metadata/referral/type").asText()).isEqualTo("OPEN_THREAD");
        assertThat(chat.at("/metadata/last_referral_at").asText()).isNotBlank();
        assertThat(chat.path("last_inbound_at").isNull()).isTrue();
        assertThat(chat.at("/messaging_window/open").asBoolean()).isTrue();
        api.sends(chat.path("id").asText(), "Welcome to our spring sale!");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(kira.hasRead()).containsExactly("Welcome to our spring sale!"));
    }

    @Test
    void aReferralInATapOrAFirstMessageIsToldOnceAndBeforeIt() {
        assertThat(api.setsIceBreakers(instagram, QUESTION, PAYLOAD).status()).isEqualTo(200);
        Participant mia = PARLEY.participant("instagram", "Mia");
        Participant noa = PARLEY.participant("facebook", "Noa");
        String tap = mia.tapsQuestionAfterLink(QUESTION, "story");
        String first = noa.writesAfter(
                Map.of("source", "ADS", "type", "OPEN_THREAD", "ad_id", "6045246247433", "ref", "ad"),
                "Is the offer still on?");

        JsonNode tapped = received(tap);
        JsonNode message = received(first);

        assertThat(tapped.at("/tapped_action/payload").asText()).isEqualTo(PAYLOAD);
        assertThat(referral(mia).path("ref").asText()).isEqualTo("story");
        JsonNode ad = referral(noa);
        assertThat(ad.path("source").asText()).isEqualTo("ADS");
        assertThat(ad.at("/chat/metadata/referral/ad_id").asText()).isEqualTo("6045246247433");
        assertThat(PARLEY.audience().toldAbout(tapped.path("chat_id").asText()))
                .containsExactly("referral.received", "message.received");
        assertThat(PARLEY.audience().toldAbout(message.path("chat_id").asText()))
                .containsExactly("referral.received", "message.received");
    }

    @Test
    void iceBreakersKeepPayloadsThatInstagramWouldDamage() {
        assertThat(api.setsIceBreakers(instagram, QUESTION, PAYLOAD, "Where are you?", "WHERE")
                        .body()
                        .toString())
                .isEqualTo("{\"success\":true}");
        assertThat(api.iceBreakers(instagram).toString())
                .isEqualTo("[{\"question\":\"" + QUESTION + "\",\"payload\":\"" + PAYLOAD
                        + "\"},{\"question\":\"Where are you?\",\"payload\":\"WHERE\"}]");
        Participant olga = PARLEY.participant("instagram", "Olga");
        JsonNode tap = received(olga.tapsQuestion(QUESTION));

        assertThat(tap.path("body").asText()).isEqualTo(QUESTION);
        assertThat(tap.path("tapped_action").toString())
                .isEqualTo("{\"kind\":\"postback\",\"payload\":\"" + PAYLOAD + "\",\"title\":\"" + QUESTION + "\"}");
        assertThat(api.chat(tap.path("chat_id").asText())
                        .at("/messaging_window/open")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void withoutIceBreakersInstagramTellsOfNoLinks() {
        assertThat(api.removesIceBreakers(instagram).status()).isEqualTo(200);
        assertThat(api.iceBreakers(instagram)).isEmpty();
        assertThat(PARLEY.participant("instagram", "Pia").followsLink("bio")).isFalse();
    }

    @Test
    void iceBreakersAreOneToFourAndInstagramsOnly() {
        Answer five = api.setsIceBreakers(instagram, "1?", "1", "2?", "2", "3?", "3", "4?", "4", "5?", "5");
        assertThat(five.status()).isEqualTo(422);
        assertThat(five.body().path("error").asText()).isEqualTo("ice_breakers must contain between 1 and 4 items");
        Answer page = api.setsIceBreakers(api.profile("facebook"), QUESTION, PAYLOAD);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body().path("error").asText()).isEqualTo("Ice breakers are only supported on Instagram");
    }

    private static JsonNode received(String externalId) {
        return PARLEY.audience()
                .waitUntilReceived(
                        "message.received",
                        message -> message.path("external_id").asText().equals(externalId));
    }

    private static JsonNode referral(Participant person) {
        return PARLEY.audience()
                .waitUntilReceived(
                        "referral.received",
                        referral -> referral.at("/chat/participant_external_id")
                                .asText()
                                .equals(person.id()));
    }
}
