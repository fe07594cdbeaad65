package dev.parley.standalone.firstuse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.util.ArrayList;
import java.util.List;

/** Connects the account that the sandbox offers on each platform, the way a customer connects a real one. */
public final class DemoProfiles {
    private static final String CONNECTED_BEFORE = "account_is_already_connected";

    private final JsonHttp api;
    private final JsonHttp sandbox;

    public DemoProfiles(GatewayClient gateway, String apiKey, String sandboxUrl) {
        this.api = gateway.as(apiKey);
        this.sandbox = new JsonHttp(sandboxUrl, null);
    }

    /** One line for each platform: connected, or why not. Never fails: the system is up without. */
    public List<String> connect() {
        List<String> lines = new ArrayList<>();
        String group = api.get("/api/profile_groups").body().at("/data/0/id").asText();
        for (JsonNode account : sandbox.get("/control/demo-accounts").body().path("data")) {
            lines.add(account.path("platform").asText() + ": " + connect(group, account));
        }
        return lines;
    }

    /**
     * Connecting what is connected has its webhook looked at and set up again: a restarted sandbox has forgotten it.
     */
    private String connect(String group, JsonNode account) {
        Answer answer = api.post("/api/profile_groups/" + group + "/initialize_connection", account.path("connection"));
        if (answer.isSuccess()) {
            return "connected";
        }
        return answer.body().path("error_code").asText().equals(CONNECTED_BEFORE)
                ? "connected before"
                : "not connected: " + answer.status() + " " + answer.body();
    }
}
