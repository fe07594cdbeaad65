package dev.parley.gateway.testing;

import java.util.Map;

/**
 * A customer of its own for each test.
 *
 * @param api with a key to the whole account
 * @param group the account's first group
 */
public record Tenancy(Api api, String account, String group) {
    public static Tenancy fresh() {
        Answer made = Api.operator().post("/api/admin/keys", Map.of("label", "test"));
        Api api = Api.with(made.text("/key"));
        return new Tenancy(
                api, made.text("/account_id"), api.get("/api/profile_groups").text("/data/0/id"));
    }

    /** A client whose key is for one group. */
    public Api scopedTo(String group) {
        return Api.with(Api.operator()
                .post("/api/admin/keys", Map.of("account_id", account, "profile_group_id", group))
                .text("/key"));
    }

    public String profile(String platform) {
        return Rows.profile(this, platform);
    }

    public String chat(String profile, String participant) {
        return api.post("/api/profiles/" + profile + "/chats", Map.of("participant_external_id", participant))
                .text("/id");
    }

    /** A chat in which the participant has written already. */
    public String liveChat(String platform) {
        String chat = chat(profile(platform), "4711");
        Rows.inbound(chat, "in-" + Rows.idNumber(), "hi");
        return chat;
    }
}
