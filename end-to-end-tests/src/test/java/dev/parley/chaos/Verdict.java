package dev.parley.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an outsider can hold against the product, one line each: from the API, from what people received, and from two
 * subscribers. Nothing here knows how Parley works.
 *
 * <pre>
 *   person wrote    ──► shown once by the API, told to both subscribers; perhaps wrote ──► not at all, or just so
 *   accepted (202)  ──► published: received once, in order, told      failed: told; never received, or its outcome is unknown
 *   each chat       ──► sequences 1 … n without a gap, in order for the ordered subscriber
 * </pre>
 */
final class Verdict {
    private static final Set<String> FINAL = Set.of("published", "failed");
    private static final Set<String> ENDS = Set.of("message.sent", "message.failed");

    final List<String> lost = new ArrayList<>();
    final List<String> doubled = new ArrayList<>();
    final List<String> outOfOrder = new ArrayList<>();
    final List<String> unfinished = new ArrayList<>();
    final List<String> gaps = new ArrayList<>();
    final Map<String, Integer> counts = new TreeMap<>();

    private Verdict() {}

    /**
     * Judges.
     *
     * @param plain events in the order in which a subscriber got them
     * @param ordered the same of a subscriber that wants each chat's order kept
     */
    static Verdict of(List<Evidence> talks, List<JsonNode> plain, List<JsonNode> ordered) {
        Verdict verdict = new Verdict();
        Map<String, List<JsonNode>> plainly = byChat(plain);
        Map<String, List<JsonNode>> inOrder = byChat(ordered);
        for (Evidence talk : talks) {
            List<JsonNode> told = plainly.getOrDefault(talk.chat(), List.of());
            List<JsonNode> toldInOrder = inOrder.getOrDefault(talk.chat(), List.of());
            verdict.judgeWritten(talk, told, toldInOrder);
            verdict.judgeSent(talk, told, toldInOrder);
            verdict.judgeOrder(talk);
            verdict.judgeSequence(talk, told, toldInOrder);
        }
        verdict.counts.put("deliveries to the plain subscriber", plain.size());
        verdict.counts.put("deliveries to the ordered subscriber", ordered.size());
        return verdict;
    }

    boolean isClean() {
        return lost.isEmpty() && doubled.isEmpty() && outOfOrder.isEmpty() && unfinished.isEmpty() && gaps.isEmpty();
    }

    private void judgeWritten(Evidence talk, List<JsonNode> told, List<JsonNode> toldInOrder) {
        Map<String, Integer> inbound = times(talk.shown().stream()
                .filter(message -> message.path("direction").asText().equals("inbound"))
                .map(message -> message.path("body").asText())
                .toList());
        Set<String> heard = bodies(told);
        Set<String> heardInOrder = bodies(toldInOrder);
        Set<String> texts = new LinkedHashSet<>(talk.written());
        talk.perhapsWritten().stream().filter(inbound::containsKey).forEach(texts::add);
        for (String text : texts) {
            int times = inbound.getOrDefault(text, 0);
            note(times == 0, lost, talk, "written, not shown: " + text);
            note(times > 1, doubled, talk, "shown " + times + " times: " + text);
            note(!heard.contains(text), lost, talk, "not told: " + text);
            note(!heardInOrder.contains(text), lost, talk, "not told in order: " + text);
        }
        talk.perhapsWritten().stream()
                .filter(text -> !inbound.containsKey(text))
                .forEach(text -> note(
                        heard.contains(text) || heardInOrder.contains(text), lost, talk, "told, not shown: " + text));
        count("written by people", talk.written().size());
        count("written without an answer of the platform", talk.perhapsWritten().size());
    }

    private void judgeSent(Evidence talk, List<JsonNode> told, List<JsonNode> toldInOrder) {
        Map<String, String> statuses = new HashMap<>();
        talk.shown()
                .forEach(message -> statuses.put(
                        message.path("id").asText(), message.path("status").asText()));
        Map<String, Integer> times = times(talk.received());
        Set<String> ended = ids(told);
        Set<String> endedInOrder = ids(toldInOrder);
        talk.neverAnswered().forEach(line -> note(true, unfinished, talk, "never accepted: " + line));
        talk.accepted().forEach((text, id) -> {
            String status = statuses.getOrDefault(id, "absent");
            int performed = times.getOrDefault(text, 0) + times.getOrDefault(edit(talk, id), 0);
            boolean isFinal = FINAL.contains(status);
            note(!isFinal, unfinished, talk, status + ": " + text);
            note(performed > 1, doubled, talk, "received " + performed + " times: " + text);
            note(status.equals("published") && performed == 0, lost, talk, "published, not received: " + text);
            note(isFinal && !ended.contains(id), lost, talk, "end not told: " + text);
            note(isFinal && !endedInOrder.contains(id), lost, talk, "end not told in order: " + text);
            count("sends " + status + " on " + talk.platform(), 1);
            count(
                    "sends failed and received all the same on " + talk.platform(),
                    status.equals("failed") && performed > 0 ? 1 : 0);
        });
    }

    private void judgeOrder(Evidence talk) {
        Set<String> arrived = new HashSet<>(talk.received());
        List<String> expected = talk.accepted().entrySet().stream()
                .map(send ->
                        arrived.contains(edit(talk, send.getValue())) ? edit(talk, send.getValue()) : send.getKey())
                .filter(arrived::contains)
                .toList();
        List<String> got = talk.received().stream()
                .filter(new HashSet<>(expected)::contains)
                .distinct()
                .toList();
        note(!got.equals(expected), outOfOrder, talk, got + " instead of " + expected);
    }

    /** What the person sees instead, if the edit happened. */
    private static String edit(Evidence talk, String id) {
        return talk.edited().getOrDefault(id, "never edited");
    }

    private void judgeSequence(Evidence talk, List<JsonNode> told, List<JsonNode> toldInOrder) {
        Set<Long> heard = new HashSet<>(sequences(told));
        long last = heard.isEmpty() ? 0 : Collections.max(heard);
        for (long number = 1; number <= last; number++) {
            note(!heard.contains(number), gaps, talk, "sequence " + number + " of " + last + " was not told");
        }
        long before = 0;
        for (long number : sequences(toldInOrder)) {
            note(number > before + 1, gaps, talk, "ordered: " + number + " after " + before);
            before = Math.max(before, number);
        }
        note(before < last, gaps, talk, "ordered: ends at " + before + " of " + last);
    }

    private void count(String what, int more) {
        counts.merge(what, more, Integer::sum);
    }

    private static void note(boolean wrong, List<String> lines, Evidence talk, String line) {
        if (wrong) {
            lines.add(talk.platform() + " " + talk.chat() + ": " + line);
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

    private static Set<String> bodies(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals("message.received"))
                .map(event -> event.at("/data/object/body").asText())
                .collect(Collectors.toSet());
    }

    /** Of the messages whose end was told. */
    private static Set<String> ids(List<JsonNode> events) {
        return events.stream()
                .filter(event -> ENDS.contains(event.path("type").asText()))
                .map(event -> event.at("/data/object/id").asText())
                .collect(Collectors.toSet());
    }

    private static List<Long> sequences(List<JsonNode> events) {
        return events.stream()
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
