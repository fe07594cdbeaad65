package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A customer connects accounts through the login dialogs of the platform, with a browser. */
class LoginDialogTest {
    @RegisterExtension
    static final Parley PARLEY = new Parley();

    private static final String SHOP = "https://shop.example/back";

    private final Browser browser = new Browser();

    @Test
    void ofTheTwoPagesOfALoginOneIsChosenAndConnected() {
        // given
        long number = ThreadLocalRandom.current().nextLong(1_000_000, 9_999_999);
        String first = number + "1";
        String second = number + "2";
        Connecting customer = PARLEY.connecting();

        // when
        String callback = browser.follows(begins(customer, "facebook") + "&sandbox_as=EAAuser-" + first + "-" + second);
        String back = browser.follows(callback);
        String login = back.replace(SHOP + "?profile_id=", "");
        JsonNode placements = customer.placements(login);
        Answer chosen = customer.chooses(login, second);

        // then
        assertThat(placements.findValuesAsText("id")).containsExactly(first, second);
        assertThat(chosen.status()).as(chosen.body().toString()).isEqualTo(200);
        JsonNode page = customer.profile(chosen.body().path("profile_id").asText());
        assertThat(page.path("external_id").asText()).isEqualTo(second);
        assertThat(page.path("status").asText()).isEqualTo("active");
        assertThat(browser.status(callback)).as("the same callback once more").isEqualTo(400);
    }

    @Test
    void anAccountThatIsConnectedAlreadyComesBackAsAFailure() {
        String callback = browser.follows(begins(PARLEY.connecting(), "instagram"));

        assertThat(browser.follows(callback)).isEqualTo(SHOP + "?failure=true&error_code=account_is_already_connected");
    }

    @Test
    void aCustomerWhoTurnsAwayComesBackAsAFailure() {
        String callback = browser.follows(begins(PARLEY.connecting(), "facebook") + "&sandbox_answer=deny");

        assertThat(browser.follows(callback)).isEqualTo(SHOP + "?failure=true&error_code=user_abandoned");
    }

    @Test
    void aForgedCallbackLeadsNowhere() {
        String callback = browser.follows(begins(PARLEY.connecting(), "facebook"));

        assertThat(browser.status(callback.replaceAll("state=\\w+", "state=forged")))
                .isEqualTo(400);
    }

    /** Somebody begins a login, and has another person follow the platform's link or come back from it. */
    @Test
    void aLoginIsFinishedInTheBrowserThatBeganItOnly() {
        String dialog = begins(PARLEY.connecting(), "facebook") + "&sandbox_answer=deny";
        Browser another = new Browser();

        String theirs = another.follows(dialog);

        assertThat(another.status(theirs)).as("in another browser").isEqualTo(400);
        assertThat(browser.follows(theirs)).isEqualTo(SHOP + "?failure=true&error_code=user_abandoned");
    }

    /** The browser opens what the customer's program was given; the platform's page, to which it is sent on. */
    private String begins(Connecting customer, String platform) {
        return browser.follows(customer.opensLogin(platform, SHOP));
    }
}
