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
     * Connecting what is connected has its webhook looked at and set up again: we may listen on other ports than before.
     * Where there is no webhook it would only cost one of the few logins that an account has a day.
     */
    private String connect(String group, JsonNode account) {
        if (account.path("polled").asBoolean() && isActive(account)) {
            return "connected before";
        }
        Answer answer = api.post("/api/profile_groups/" + group + "/initialize_connection", account.path("connection"));
        if (answer.isSuccess()) {
            return "connected";
        }
        return answer.body().path("error_code").asText().equals(CONNECTED_BEFORE)
                ? "connected before"
                : "not connected: " + answer.status() + " " + answer.body();
    }

    private boolean isActive(JsonNode account) {
        for (JsonNode profile : api.get("/api/profiles").body().path("data")) {
            if (profile.path("platform").equals(account.path("platform"))
                    && profile.path("external_id").equals(account.path("account"))
                    && profile.path("status").asText().equals("active")) {
                return true;
            }
        }
        return false;
    }
}
