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

    /** One line for each platform: connected, connected before, or why not. Never fails: the system is up without. */
    public List<String> connect() {
        List<String> lines = new ArrayList<>();
        String group = api.get("/api/profile_groups").body().at("/data/0/id").asText();
        for (JsonNode account : sandbox.get("/control/demo-accounts").body().path("data")) {
            Answer answer =
                    api.post("/api/profile_groups/" + group + "/initialize_connection", account.path("connection"));
            lines.add(account.path("platform").asText() + ": " + outcome(answer));
        }
        return lines;
    }

    private static String outcome(Answer answer) {
        if (answer.isSuccess()) {
            return "connected";
        }
        if (answer.body().toString().contains(CONNECTED_BEFORE)) {
            return "connected before";
        }
        return "not connected: " + answer.status() + " " + answer.body();
    }
}
