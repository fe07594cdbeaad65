package dev.parley.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happens on one account of Bluesky, round by round, and what Parley must make of it. */
final class Diary {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** So that a round takes two pages of the log, with what else happens in it. */
    private static final int WORDS_OF_THE_TALKATIVE = 45;

    private static final int TALKATIVE = 0;

    private final DispatchStage stage;
    private final String account;
    /** By participant: direction and text, in order. */
    private final Map<String, List<String>> told = new TreeMap<>();

    private int round;
    private int messages;

    /** @param greeting what the first participant wrote before */
    Diary(DispatchStage stage, String account, String greeting) {
        this.stage = stage;
        this.account = account;
        note(TALKATIVE, "inbound", greeting);
    }

    /**
     * Two new people write, the owner answers one of them in Bluesky's own app and reads, somebody writes in a group,
     * and an old acquaintance writes a lot.
     */
    void happens() {
        round++;
        int ada = 2 * round;
        int ben = 2 * round + 1;
        says(ada, "a0");
        act("own-message", ada, Map.of("text", text("own")));
        note(ada, "outbound", text("own"));
        act("read", ada, Map.of());
        says(ben, "b0");
        act("group-message", ben, Map.of("text", text("to all")));
        for (int i = 0; i < WORDS_OF_THE_TALKATIVE; i++) {
            says(TALKATIVE, "t" + i);
        }
        says(ada, "a1");
    }

    private String text(String what) {
        return "round " + round + " " + what;
    }

    private void says(int participant, String what) {
        stage.control("/control/bluesky/say", told(participant).put("text", text(what)));
        note(participant, "inbound", text(what));
    }

    private void act(String act, int participant, Map<String, String> more) {
        ObjectNode body = told(participant);
        more.forEach(body::put);
        stage.control("/control/bluesky/acts/" + act, body);
    }

    private ObjectNode told(int participant) {
        ObjectNode body = JSON.createObjectNode().put("account", account);
        body.putObject("participant").put("id", Network.BLUESKY.participant(participant));
        return body;
    }

    private void note(int participant, String direction, String text) {
        told.computeIfAbsent(Network.BLUESKY.participant(participant), who -> new ArrayList<>())
                .add(direction + ":" + text);
        messages++;
    }

    /** How many messages there must be. */
    int messages() {
        return messages;
    }

    /** By participant: direction and text, in order. */
    Map<String, List<String>> expected() {
        return told;
    }
}
