package dev.parley.standalone.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.cli.Command;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** {@code ./parley keys}: the bearer keys of the API. */
public final class StoredKeys {
    private static final String PATH = "/api/admin/keys";

    private StoredKeys() {}

    /** Those that work, without their secrets. */
    public static int list(Home home, PrintStream out) {
        for (JsonNode key : Operator.of(home).get(PATH).path("data")) {
            out.printf(
                    "%s  %s  %s  %s  %s%n",
                    key.path("id").asText(),
                    key.path("created_at").asText(),
                    key.path("account_id").asText(),
                    key.path("profile_group_id").asText("all groups"),
                    key.path("label").asText(""));
        }
        return 0;
    }

    /** Makes a key and shows it, once. */
    public static int create(Home home, Command.KeyFor wanted, PrintStream out) {
        Map<String, String> body = new HashMap<>();
        wanted.account().ifPresent(account -> body.put("account_id", account));
        wanted.group().ifPresent(group -> body.put("profile_group_id", group));
        wanted.label().ifPresent(label -> body.put("label", label));
        JsonNode key = Operator.of(home).post(PATH, body);
        out.printf(
                "%s of %s: %s%nIt is not shown again.%n",
                key.path("id").asText(),
                key.path("account_id").asText(),
                key.path("key").asText());
        return 0;
    }

    /** Every gateway refuses it within a second. */
    public static int revoke(Home home, String id, PrintStream out) {
        Operator.of(home).delete(PATH + "/" + id);
        out.println(id + " is revoked.");
        return 0;
    }
}
