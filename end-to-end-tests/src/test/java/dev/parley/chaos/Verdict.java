package dev.parley.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an outsider can hold against the product, one line each: from the API, from what people received, and from two
 * subscribers. Nothing here knows how Parley works.
 *
 * <pre>
 *   person wrote    ──► shown once by the API, told to both subscribers
 *   accepted (202)  ──► published: received once, in order, told      failed: told; never received, or its outcome is unknown
 *   each chat       ──► sequences 1 … n without a gap, in order for the ordered subscriber
 * </pre>
 */
final class Verdict {
    private static final Set<String> FINAL = Set.of("published", "failed");

    final List<String> lost = new ArrayList<>();
    final List<String> doubled = new ArrayList<>();
    final List<String> outOfOrder = new ArrayList<>();
    final List<String> unfinished = new ArrayList<>();
    final List<String> gaps = new ArrayList<>();
    final Map<String, Integer> counts = new TreeMap<>();

    private Verdict() {}

    static Verdict of(List<Talk> talks, Listener plain, Listener ordered) {
        Verdict verdict = new Verdict();
        Map<String, List<JsonNode>> plainly = byChat(plain.heard());
        Map<String, List<JsonNode>> inOrder = byChat(ordered.heard());
        for (Talk talk : talks) {
            List<JsonNode> shown = talk.shown();
            verdict.judgeWritten(talk, shown, plainly, inOrder);
            verdict.judgeSent(talk, shown, plainly, inOrder);
            verdict.judgeSequence(talk, plainly, inOrder);
        }
        verdict.counts.put("deliveries to the plain subscriber", plain.heard().size());
        verdict.counts.put(
                "deliveries to the ordered subscriber", ordered.heard().size());
        verdict.counts.put("deliveries with a wrong signature", plain.forged() + ordered.forged());
        return verdict;
    }

    boolean isClean() {
        return lost.isEmpty() && doubled.isEmpty() && outOfOrder.isEmpty() && unfinished.isEmpty() && gaps.isEmpty();
    }

    private void judgeWritten(
            Talk talk, List<JsonNode> shown, Map<String, List<JsonNode>> plainly, Map<String, List<JsonNode>> inOrder) {
        Map<String, Integer> inbound = times(shown.stream()
                .filter(message -> message.path("direction").asText().equals("inbound"))
                .map(message -> message.path("body").asText())
                .toList());
        Set<String> told = bodies(plainly.get(talk.chat()), "message.received");
        Set<String> toldInOrder = bodies(inOrder.get(talk.chat()), "message.received");
        for (String text : talk.written) {
            int times = inbound.getOrDefault(text, 0);
            note(times == 0, lost, talk, "written, not shown: " + text);
            note(times > 1, doubled, talk, "shown " + times + " times: " + text);
            note(!told.contains(text), lost, talk, "not told: " + text);
            note(!toldInOrder.contains(text), lost, talk, "not told in order: " + text);
        }
        count("written by people", talk.written.size());
    }

    private void judgeSent(
            Talk talk, List<JsonNode> shown, Map<String, List<JsonNode>> plainly, Map<String, List<JsonNode>> inOrder) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        shown.forEach(message -> byId.put(message.path("id").asText(), message));
        List<String> received = talk.received();
        Map<String, Integer> times = times(received);
        Set<String> told = ids(plainly.get(talk.chat()));
        Set<String> toldInOrder = ids(inOrder.get(talk.chat()));
        talk.neverAnswered.forEach(line -> note(true, unfinished, talk, "never accepted: " + line));
        talk.accepted.forEach((text, id) -> {
            JsonNode message = byId.get(id);
            String status = message == null ? "absent" : message.path("status").asText();
            int performed = times.getOrDefault(wording(talk, id, text), 0);
            note(!FINAL.contains(status), unfinished, talk, status + ": " + text);
            note(performed > 1, doubled, talk, "received " + performed + " times: " + text);
            note(status.equals("published") && performed == 0, lost, talk, "published, not received: " + text);
            note(FINAL.contains(status) && !told.contains(id), lost, talk, "end not told: " + text);
            note(FINAL.contains(status) && !toldInOrder.contains(id), lost, talk, "end not told in order: " + text);
            count("sends " + status + " on " + talk.platform, 1);
            count(
                    "sends failed and received all the same on " + talk.platform,
                    status.equals("failed") && performed > 0 ? 1 : 0);
        });
        List<String> expected = talk.accepted.entrySet().stream()
                .map(send -> wording(talk, send.getValue(), send.getKey()))
                .filter(times::containsKey)
                .toList();
        List<String> got =
                received.stream().filter(new HashSet<>(expected)::contains).toList();
        note(got.size() == expected.size() && !got.equals(expected), outOfOrder, talk, got + " instead of " + expected);
    }

    /** What the person sees now: the text, or what an edit made of it. */
    private static String wording(Talk talk, String id, String text) {
        return talk.edited.getOrDefault(id, text);
    }

    private void judgeSequence(Talk talk, Map<String, List<JsonNode>> plainly, Map<String, List<JsonNode>> inOrder) {
        Set<Long> heard = new HashSet<>(sequences(plainly.get(talk.chat())));
        long last = heard.isEmpty() ? 0 : Collections.max(heard);
        for (long number = 1; number <= last; number++) {
            note(!heard.contains(number), gaps, talk, "sequence " + number + " of " + last + " was not told");
        }
        long before = 0;
        for (long number : sequences(inOrder.get(talk.chat()))) {
            note(number > before + 1, gaps, talk, "ordered: " + number + " after " + before);
            before = Math.max(before, number);
        }
        note(before < last, gaps, talk, "ordered: ends at " + before + " of " + last);
    }

    private void count(String what, int more) {
        counts.merge(what, more, Integer::sum);
    }

    private static void note(boolean wrong, List<String> lines, Talk talk, String line) {
        if (wrong) {
            lines.add(talk.platform + " " + talk.chat() + ": " + line);
        }
    }

    private static Map<String, List<JsonNode>> byChat(List<JsonNode> events) {
        Map<String, List<JsonNode>> byChat = new TreeMap<>();
        events.forEach(event -> byChat.computeIfAbsent(event.path("chat_id").asText(), chat -> new ArrayList<>())
                .add(event));
        return byChat;
    }

    private static Map<String, Integer> times(List<String> texts) {
        Map<String, Integer> times = new TreeMap<>();
        texts.forEach(text -> times.merge(text, 1, Integer::sum));
        return times;
    }

    private static Set<String> bodies(List<JsonNode> events, String type) {
        Set<String> bodies = new HashSet<>();
        for (JsonNode event : events == null ? List.<JsonNode>of() : events) {
            if (event.path("type").asText().equals(type)) {
                bodies.add(event.at("/data/object/body").asText());
            }
        }
        return bodies;
    }

    /** Of the messages whose end was told. */
    private static Set<String> ids(List<JsonNode> events) {
        Set<String> ids = new HashSet<>();
        for (JsonNode event : events == null ? List.<JsonNode>of() : events) {
            if (Set.of("message.sent", "message.failed")
                    .contains(event.path("type").asText())) {
                ids.add(event.at("/data/object/id").asText());
            }
        }
        return ids;
    }

    private static List<Long> sequences(List<JsonNode> events) {
        return (events == null ? List.<JsonNode>of() : events)
                .stream()
                        .filter(event -> event.path("sequence").isNumber())
                        .map(event -> event.path("sequence").asLong())
                        .toList();
    }

    @Override
    public String toString() {
        return "lost=%s%ndoubled=%s%nout of order=%s%nunfinished=%s%ngaps=%s%n"
                .formatted(lost, doubled, outOfOrder, unfinished, gaps);
    }
}
