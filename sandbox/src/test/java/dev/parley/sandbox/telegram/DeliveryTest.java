package dev.parley.sandbox.telegram;

import static dev.parley.sandbox.telegram.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.sandbox.Control;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeliveryTest {

    private TestBot bot;
    private Receiver receiver;

    @BeforeEach
    void aBotWithAWebhookAndAQuickClock() {
        Control.reset();
        Control.act("telegram", "clock", new JsonObject().put("retry_unit_millis", 5));
        receiver = new Receiver();
        bot = TestBot.fresh();
        bot.unlimited();
        bot.setWebhook(receiver);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void aTextArrivesInTelegramsShapeWithTheSecret() {
        String id = bot.hear("/start");
        await().until(() -> receiver.deliveries().size() == 1);

        Receiver.Delivery delivery = receiver.deliveries().getFirst();
        JsonObject message = delivery.update().getJsonObject("message");
        assertThat(delivery.secret()).isEqualTo("s3cret_-");
        assertThat(delivery.contentType()).isEqualTo("application/json");
        assertThat(delivery.update().encode())
                .isEqualTo("{\"update_id\":" + delivery.update().getLong("update_id") + ",\"message\":{\"message_id\":"
                        + id + ",\"from\":{\"id\":5355585610123,\"is_bot\":false,\"first_name\":\"Anna\","
                        + "\"last_name\":\"Lee Smith\",\"username\":\"anna\",\"language_code\":\"en\"},\"chat\":"
                        + "{\"id\":5355585610123,\"first_name\":\"Anna\",\"last_name\":\"Lee Smith\","
                        + "\"username\":\"anna\",\"type\":\"private\"},\"date\":" + message.getLong("date")
                        + ",\"text\":\"/start\",\"entities\":[{\"offset\":0,\"length\":6,\"type\":\"bot_command\"}]}}");
    }

    @Test
    void aChatsMessagesArriveOneAfterTheOtherThroughFailures() {
        receiver.answer(status(500), status(503), response -> response.reset(), status(500));
        List<String> said = IntStream.range(0, 20).mapToObj(i -> "m" + i).toList();

        said.forEach(bot::hear);

        await().until(() -> receiver.deliveries().size() == 24);
        assertThat(receiver.texts().subList(0, 5)).containsOnly("m0");
        assertThat(receiver.texts().stream().distinct()).containsExactlyElementsOf(said);
        assertThat(receiver.updateIds()).isSorted();
        await().untilAsserted(() ->
                assertThat(info().getInteger("pending_update_count")).isZero());
        assertThat(info().getString("last_error_message"))
                .isEqualTo("Wrong response from the webhook: 500 Internal Server Error");
    }

    @Test
    void aStuckChatHoldsNoOtherAndAtMostMaxConnectionsAreUnderWay() {
        bot.ok("setWebhook", new JsonObject().put("url", receiver.url()).put("max_connections", 3));
        ConcurrentLinkedQueue<HttpServerResponse> open = new ConcurrentLinkedQueue<>();
        receiver.answerBy(update -> open::add);

        for (int person = 1; person <= 10; person++) {
            Control.say("telegram", bot.account(), new JsonObject().put("id", person), "hi");
        }
        await().until(() -> open.size() == 3);
        receiver.answerBy(update -> status(200));
        open.remove().end();

        await().until(() -> receiver.deliveries().size() == 10);
        assertThat(receiver.mostUnderWay()).isEqualTo(3);
        assertThat(info().getInteger("pending_update_count")).isBetween(2, 3);
        open.forEach(HttpServerResponse::end);
    }

    @Test
    void retryAfterOfTheReceiverIsHonoured() {
        Control.act("telegram", "clock", new JsonObject().put("retry_unit_millis", 1));
        receiver.answer(response ->
                response.setStatusCode(503).putHeader("Retry-After", "999999").end());
        bot.hear("patience");
        await().until(() -> receiver.deliveries().size() == 1);

        await().until(() -> info().containsKey("last_error_date"));
        assertThat(receiver.deliveries()).hasSize(1);
        await().until(() -> receiver.deliveries().size() == 2);
    }

    @Test
    void anUpdateNobodyTakesExpiresAndTheNextOneIsDelivered() {
        receiver.answerBy(update -> status(update.encode().contains("stale") ? 500 : 200));
        Control.act("telegram", "clock", new JsonObject().put("update_life_millis", 50));
        bot.hear("stale");
        await().until(() -> !receiver.deliveries().isEmpty());
        Control.act("telegram", "clock", new JsonObject().put("update_life_millis", 60_000));

        bot.hear("fresh");

        await().until(() -> receiver.texts().contains("fresh"));
        assertThat(info().getInteger("pending_update_count")).isLessThanOrEqualTo(1);
    }

    @Test
    void updatesWaitForAWebhook() {
        bot.ok("deleteWebhook", new JsonObject());
        bot.hear("early");
        bot.setWebhook(receiver);

        await().until(() -> receiver.texts().equals(List.of("early")));
    }

    @Test
    void onlyAllowedKindsAreDelivered() {
        bot.ok(
                "setWebhook",
                new JsonObject().put("url", receiver.url()).put("allowed_updates", new JsonArray().add("message")));

        assertThat(bot.anna("block", new JsonObject()).getValue("update_id")).isNull();
        bot.anna("unblock", new JsonObject());
        bot.hear("hi");

        await().until(() -> receiver.texts().equals(List.of("hi")));
    }

    @Test
    void byDefaultReactionsAreNotDelivered() {
        JsonObject reaction = new JsonObject().put("message_reaction", new JsonObject().put("date", 1));

        assertThat(bot.anna("raw-update", new JsonObject().put("update", reaction))
                        .getValue("update_id"))
                .isNull();
    }

    @Test
    void blockingAndUnblockingTellTheBot() {
        bot.anna("block", new JsonObject());
        bot.anna("unblock", new JsonObject());

        await().until(() -> receiver.deliveries().size() == 2);
        JsonObject change = receiver.deliveries().getFirst().update().getJsonObject("my_chat_member");
        assertThat(change.getJsonObject("new_chat_member").getString("status")).isEqualTo("kicked");
        assertThat(change.getJsonObject("new_chat_member").getInteger("until_date"))
                .isZero();
        JsonObject back = receiver.deliveries().getLast().update().getJsonObject("my_chat_member");
        assertThat(back.getJsonObject("old_chat_member").getString("status")).isEqualTo("kicked");
        assertThat(back.getJsonObject("new_chat_member").getString("status")).isEqualTo("member");
    }

    @Test
    void anUpdateCanBeDeliveredAgain() {
        bot.hear("once");
        await().until(() -> receiver.deliveries().size() == 1);

        bot.anna(
                "redeliver",
                new JsonObject().put("update_id", receiver.updateIds().getFirst()));

        await().until(() -> receiver.deliveries().size() == 2);
        assertThat(receiver.deliveries().get(1).update())
                .isEqualTo(receiver.deliveries().get(0).update());
    }

    @Test
    void aRawUpdateIsNumberedLikeAnyOther() {
        JsonObject post = new JsonObject().put("channel_post", new JsonObject().put("text", "news"));
        long id = bot.anna("raw-update", new JsonObject().put("update", post)).getLong("update_id");

        await().until(() -> receiver.updateIds().equals(List.of(id)));
        assertThat(receiver.deliveries()
                        .getFirst()
                        .update()
                        .getJsonObject("channel_post")
                        .getString("text"))
                .isEqualTo("news");
    }

    @Test
    void anAnswerThatNamesAMethodIsNotedAsAViolation() {
        receiver.answer(response -> response.end("{\"method\":\"sendMessage\",\"chat_id\":1,\"text\":\"no\"}"));
        bot.hear("hi");

        await().until(() -> Control.actions("telegram").encode().contains("violation"));
        assertThat(Control.ledger("telegram")).isEmpty();
    }

    private JsonObject info() {
        return bot.result("getWebhookInfo", new JsonObject());
    }
}
