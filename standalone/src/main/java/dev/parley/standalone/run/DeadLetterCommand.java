package dev.parley.standalone.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.process.StartFailure;
import java.io.PrintStream;
import java.util.Map;

/** {@code ./parley dead-letters}: records that no service could handle, and putting one back into its topic. */
public final class DeadLetterCommand {
    private static final String PATH = "/api/admin/dead_letters";
    private static final int SHOWN = 50;

    private DeadLetterCommand() {}

    /** The newest ones, with the reason each was put aside for. */
    public static int list(Home home, PrintStream out) {
        JsonNode answer = Operator.of(home).get(PATH + "?per_page=" + SHOWN);
        JsonNode letters = answer.path("data");
        if (letters.isEmpty()) {
            out.println("There are no dead letters.");
            return 0;
        }
        for (JsonNode letter : letters) {
            show(letter, out);
        }
        out.printf(
                "%d of %d, the newest first. ",
                letters.size(), answer.path("total").asLong());
        out.println("./parley dead-letters replay ID puts one back into its topic.");
        return 0;
    }

    private static void show(JsonNode letter, PrintStream out) {
        String replayed = letter.path("replayed_at").isNull()
                ? ""
                : ", put back " + letter.path("replayed_at").asText();
        out.printf(
                "%s  %s  %s[%d]@%d  key %s%s%n",
                letter.path("id").asText(),
                letter.path("created_at").asText(),
                letter.path("topic").asText(),
                letter.path("partition").asInt(),
                letter.path("offset").asLong(),
                letter.path("key").asText("-"),
                replayed);
        out.println("    " + letter.path("reason").asText());
    }

    /** Puts the record's own bytes back; whoever reads the topic tries again. */
    public static int replay(Home home, String id, PrintStream out) {
        if (!id.matches("\\d+")) {
            throw new StartFailure("\"" + id + "\" is no id of a dead letter; ./parley dead-letters lists them.");
        }
        Operator.of(home).post(PATH + "/" + id + "/replay", Map.of());
        out.println("Dead letter " + id + " is back in its topic.");
        return 0;
    }
}
