package dev.parley.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.firstuse.JsonHttp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the networks performed, compared with what the database says. */
record Reckoning(
        int sends,
        int published,
        int failedUnknown,
        int failedOtherwise,
        int performed,
        List<String> performedTwice,
        List<String> publishedButNotPerformed,
        List<String> outOfOrder) {

    static Reckoning of(DispatchStage stage) {
        Map<String, Integer> performed = new HashMap<>();
        List<String> outOfOrder = new ArrayList<>();
        Map<String, Integer> last = new HashMap<>();
        for (String text : ledger(stage)) {
            performed.merge(text, 1, Integer::sum);
            String chat = text.substring(0, text.indexOf('/'));
            int number = Integer.parseInt(text.substring(text.indexOf('/') + 1));
            Integer before = last.put(chat, number);
            if (before != null && before > number) {
                outOfOrder.add(text + " after " + before);
            }
        }
        List<String> twice = performed.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
        return compare(stage, performed, twice, outOfOrder);
    }

    private static Reckoning compare(
            DispatchStage stage, Map<String, Integer> performed, List<String> twice, List<String> outOfOrder) {
        int sends = 0;
        int published = 0;
        int unknown = 0;
        int otherwise = 0;
        List<String> missing = new ArrayList<>();
        for (List<String> row :
                stage.rows("select body, status, outcome_unknown from messages where direction = 'outbound'")) {
            sends++;
            if (row.get(1).equals("published")) {
                published++;
                if (!performed.containsKey(row.get(0))) {
                    missing.add(row.get(0));
                }
            } else if (row.get(2).equals("t")) {
                unknown++;
            } else {
                otherwise++;
            }
        }
        return new Reckoning(sends, published, unknown, otherwise, performed.size(), twice, missing, outOfOrder);
    }

    private static List<String> ledger(DispatchStage stage) {
        List<String> texts = new ArrayList<>();
        for (String platform : List.of("telegram", "bluesky")) {
            JsonHttp.Answer answer = stage.sandbox().get("/control/" + platform + "/ledger?limit=200000");
            for (JsonNode sent : answer.body().path("data")) {
                texts.add(sent.path("text").asText());
            }
        }
        return texts;
    }
}
