package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What subscribers hear besides conversations: of accounts, and of webhooks. */
class AccountNewsTest {
    @RegisterExtension
    static final Parley PARLEY = new Parley().withAudience();

    @Test
    void accountsComeAndGo() {
        String page = Long.toString(ThreadLocalRandom.current().nextLong(100_000_000, 999_999_999));
        Answer connected =
                PARLEY.connecting().connects(Map.of("platform", "facebook", "access_token", "EAAtest-" + page));
        assertThat(connected.isSuccess()).as(connected.body().toString()).isTrue();

        JsonNode news = PARLEY.audience().waitUntilReceived("profile.connected", is("uid", page));
        PARLEY.api().disconnects(news.path("id").asText());

        JsonNode lost = PARLEY.audience().waitUntilReceived("profile.disconnected", is("uid", page));
        assertThat(lost.path("status").asText()).isEqualTo("disconnected");
    }

    @Test
    void webhooksAreTriedOut() {
        PARLEY.api().webhooks().forEach(PARLEY.api()::triesOut);

        PARLEY.audience().waitUntilReceived("webhook.test", webhook -> true);
    }

    @Test
    void aWebhookWhoseReceiverIsGoneIsDisabledAndTheOthersHearOfIt() throws IOException {
        HttpServer gone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gone.createContext("/", exchange -> {
            exchange.sendResponseHeaders(410, -1);
            exchange.close();
        });
        gone.start();
        try {
            String webhook = PARLEY.api()
                    .registersWebhook("http://127.0.0.1:" + gone.getAddress().getPort() + "/");
            PARLEY.api().triesOut(webhook);

            JsonNode news = PARLEY.audience().waitUntilReceived("webhook.disabled", is("id", webhook));
            assertThat(news.path("reason").asText()).contains("410");
            assertThat(PARLEY.api().webhooks()).doesNotContain(webhook);
        } finally {
            gone.stop(0);
        }
    }

    private static Predicate<JsonNode> is(String member, String value) {
        return object -> object.path(member).asText().equals(value);
    }
}
