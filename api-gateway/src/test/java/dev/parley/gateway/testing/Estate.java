package dev.parley.gateway.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An account with one of everything, and keys that must not see it. */
public final class Estate {
    private static final String MARK = "estate-secret";

    private final Tenancy owner;
    private final Tenancy stranger = Tenancy.fresh();
    private final Api otherGroup;
    private final Map<String, String> ids = new TreeMap<>();

    private Estate(Tenancy owner) {
        this.owner = owner;
        String other =
                owner.api().post("/api/profile_groups", Map.of("name", "Other")).text("/id");
        otherGroup = owner.scopedTo(other);
        String profile = owner.profile("facebook");
        Rows.placement(profile, "placement-" + profile, MARK);
        String chat = owner.chat(profile, "4711");
        String post = Rows.post(profile);
        ids.put("profiles", profile);
        ids.put("chats", chat);
        ids.put("messages", Rows.inbound(chat, "in-" + Rows.idNumber(), MARK));
        ids.put("profile_groups", owner.group());
        ids.put("posts", post);
        ids.put("comments", Rows.comment(post, profile, MARK + Rows.idNumber(), null));
        ids.put(
                "webhooks",
                owner.api()
                        .post("/api/webhooks", Map.of("url", "https://estate.example/" + MARK, "events", List.of("*")))
                        .text("/id"));
        ids.put(
                "keys",
                Api.operator()
                        .post("/api/admin/keys", Map.of("account_id", owner.account(), "label", MARK))
                        .text("/id"));
        ids.put("accounts", owner.account());
        ids.put("dead_letters", "1");
        ids.put("deliveries", "del_1");
        ids.put("oauth", "facebook");
    }

    public static Estate fresh() {
        return new Estate(Tenancy.fresh());
    }

    public String ownerKey() {
        return owner.api().key();
    }

    /** A key to another group of the same account. */
    public String groupKey() {
        return otherGroup.key();
    }

    /** A key to another account. */
    public String strangerKey() {
        return stranger.api().key();
    }

    /** The template with what the owner has in place of its parameters. */
    public String filled(String template) {
        StringBuilder path = new StringBuilder();
        String before = "";
        for (String segment : template.substring(1).split("/", -1)) {
            boolean parameter = segment.startsWith("{");
            path.append('/')
                    .append(parameter ? ids.getOrDefault(before, segment.equals("{action}") ? "hide" : "x") : segment);
            before = parameter ? before : segment;
        }
        return path.toString();
    }

    /** Whether a text shows something of the owner's. */
    public boolean isIn(String text) {
        return text.contains(MARK) || text.contains(owner.account());
    }

    /** What the owner sees. */
    public Map<String, String> pictures() {
        Map<String, String> seen = new TreeMap<>();
        for (String kind : List.of("profiles", "chats", "messages", "profile_groups", "webhooks")) {
            String path = "/api/" + kind + "/" + ids.get(kind);
            seen.put(path, owner.api().get(path).text());
        }
        seen.put("keys", Api.operator().get("/api/admin/keys").text().contains(ids.get("keys")) ? "there" : "gone");
        return seen;
    }

    /** Neither the other account nor the other group has anything new. */
    public boolean intruderWroteNothing() {
        return stranger.api().get("/api/webhooks").json().path("data").isEmpty()
                && stranger.api().get("/api/profile_groups").json().path("data").size() == 1
                && owner.api().get("/api/profile_groups").json().path("data").size() == 2;
    }
}
