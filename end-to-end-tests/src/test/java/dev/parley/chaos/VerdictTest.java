package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each thing that may go wrong is found, one at a time. */
class VerdictTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHAT = "chat_1";

    private final Map<String, String> accepted = new LinkedHashMap<>(Map.of("out 0", "msg_0"));
    private final Map<String, String> edited = new LinkedHashMap<>();
    private final List<String> neverAnswered = new ArrayList<>();
    private final List<String> perhapsWritten = new ArrayList<>(List.of("in 1"));
    private final List<JsonNode> shown = new ArrayList<>(
            List.of(message("in_0", "inbound", "in 0", "received"), sent("msg_0", "out 0"), sent("msg_1", "out 1")));
    private final List<String> received = new ArrayList<>(List.of("out 0", "out 1"));
    private final List<JsonNode> plain = new ArrayList<>(List.of(
            event(1, "message.received", "in_0", "in 0"),
            event(3, "message.sent", "msg_1", "out 1"),
            event(2, "message.sent", "msg_0", "out 0"),
            event(2, "message.sent", "msg_0", "out 0")));
    private final List<JsonNode> ordered = new ArrayList<>(List.of(
            event(1, "message.received", "in_0", "in 0"),
            event(2, "message.sent", "msg_0", "out 0"),
            event(3, "message.sent", "msg_1", "out 1")));

    VerdictTest() {
        accepted.put("out 1", "msg_1");
    }

    @Test
    void nothingIsHeldAgainstAConversationInWhichAllWentWell() {
        assertThat(judge().isClean()).as(judge().toString()).isTrue();
    }

    @Test
    void whatIsWrittenAndNotShownIsLost() {
        shown.removeFirst();
        assertThat(judge().lost).singleElement().asString().contains("not shown");
    }

    @Test
    void whatIsWrittenAndNotToldIsLost() {
        plain.removeFirst();
        ordered.removeFirst();
        assertThat(judge().lost).hasSize(2);
    }

    @Test
    void whatIsShownTwiceIsDoubled() {
        shown.add(message("in_9", "inbound", "in 0", "received"));
        assertThat(judge().doubled).hasSize(1);
    }

    @Test
    void whatWasPerhapsWrittenMayBeShownIfItIsTold() {
        shown.add(message("in_1", "inbound", "in 1", "received"));
        plain.add(event(4, "message.received", "in_1", "in 1"));
        ordered.add(event(4, "message.received", "in_1", "in 1"));
        assertThat(judge().isClean()).as(judge().toString()).isTrue();

        shown.add(message("in_2", "inbound", "in 1", "received"));
        assertThat(judge().doubled).hasSize(1);
    }

    @Test
    void whatWasPerhapsWrittenAndIsShownMustBeToldToBoth() {
        shown.add(message("in_1", "inbound", "in 1", "received"));
        assertThat(judge().lost).hasSize(2);
    }

    @Test
    void whatWasPerhapsWrittenAndIsToldMustBeShown() {
        plain.add(event(4, "message.received", "in_1", "in 1"));
        assertThat(judge().lost).singleElement().asString().contains("told, not shown");
    }

    @Test
    void whatIsReceivedTwiceIsDoubled() {
        received.add("out 0");
        assertThat(judge().doubled).hasSize(1);
    }

    @Test
    void whatIsPublishedAndNotReceivedIsLost() {
        received.removeFirst();
        assertThat(judge().lost).singleElement().asString().contains("published, not received");
    }

    @Test
    void aSendThatIsStillPendingIsUnfinished() {
        shown.set(1, message("msg_0", "outbound", "out 0", "pending"));
        assertThat(judge().unfinished).hasSize(1);
    }

    @Test
    void aSendThatTheApiDoesNotShowIsUnfinished() {
        shown.remove(1);
        assertThat(judge().unfinished).hasSize(1);
    }

    @Test
    void aSendThatWasNeverAcceptedIsUnfinished() {
        neverAnswered.add("out 2: 503");
        assertThat(judge().unfinished).hasSize(1);
    }

    @Test
    void anEndThatIsNotToldIsLost() {
        plain.removeIf(event -> event.path("sequence").asInt() == 2);
        assertThat(judge().lost).singleElement().asString().contains("end not told");
        assertThat(judge().gaps).singleElement().asString().contains("sequence 2 of 3");
    }

    @Test
    void aSendThatFailedNeedNotArriveButItsEndIsTold() {
        shown.set(1, message("msg_0", "outbound", "out 0", "failed"));
        received.removeFirst();
        assertThat(judge().isClean()).isTrue();
    }

    @Test
    void sendsThatArriveInAnotherOrderAreOutOfOrder() {
        received.addFirst(received.removeLast());
        assertThat(judge().outOfOrder).hasSize(1);
    }

    @Test
    void anEditMayHaveHappenedOrNot() {
        edited.put("msg_0", "better");
        assertThat(judge().isClean()).isTrue();
        received.set(0, "better");
        assertThat(judge().isClean()).isTrue();
        received.add("out 0");
        assertThat(judge().doubled).hasSize(1);
    }

    @Test
    void anOrderedSubscriberThatHearsALaterEventFirstHasAGap() {
        ordered.addFirst(ordered.removeLast());
        assertThat(judge().gaps).isNotEmpty();
    }

    private Verdict judge() {
        return Verdict.of(
                List.of(new Evidence(
                        "telegram",
                        CHAT,
                        List.of("in 0"),
                        perhapsWritten,
                        accepted,
                        edited,
                        neverAnswered,
                        shown,
                        received)),
                plain,
                ordered);
    }

    private static JsonNode sent(String id, String text) {
        return message(id, "outbound", text, "published");
    }

    private static JsonNode message(String id, String direction, String text, String status) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("direction", direction)
                .put("body", text)
                .put("status", status);
    }

    private static JsonNode event(int sequence, String type, String id, String text) {
        ObjectNode event = JSON.createObjectNode();
        event.put("type", type).put("chat_id", CHAT).put("sequence", sequence);
        event.putObject("data").putObject("object").put("id", id).put("body", text);
        return event;
    }
}
