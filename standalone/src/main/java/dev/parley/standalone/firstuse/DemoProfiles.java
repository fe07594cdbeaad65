package dev.parley.standalone.firstuse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.StartFailure;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connects the account that the sandbox offers on each platform, the way a customer connects a real one. */
public final class DemoProfiles {
    private static final String CONNECTED_BEFORE = "account_is_already_connected";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
    private static final int MOST_LOOKS = 20;

    private final JsonHttp api;
    private final JsonHttp sandbox;
    private final ForgottenLogins forgotten;

    public DemoProfiles(GatewayClient gateway, String apiKey, String sandboxUrl, String postgresUrl) {
        this.api = gateway.as(apiKey);
        this.sandbox = new JsonHttp(sandboxUrl, null);
        this.forgotten = new ForgottenLogins(postgresUrl);
    }

    /** One line for each platform: connected, renewed, or why not. Never fails: the system is up without. */
    public List<String> connect() {
        List<String> lines = new ArrayList<>();
        String group = api.get("/api/profile_groups").body().at("/data/0/id").asText();
        for (JsonNode account : sandbox.get("/control/demo-accounts").body().path("data")) {
            lines.add(account.path("platform").asText() + ": " + connect(group, account));
        }
        return lines;
    }

    private String connect(String group, JsonNode account) {
        Answer first = ask(group, account);
        if (!isConnected(first)) {
            return outcome(first, "connected");
        }
        forgotten.markLost(
                account.path("platform").asText(), account.path("account").asText());
        return outcome(askUntilNoticed(group, account), "connected again");
    }

    /** Services learn within a second or so that the profile was lost; until then they call it connected. */
    private Answer askUntilNoticed(String group, JsonNode account) {
        Answer answer = ask(group, account);
        for (int i = 0; i < MOST_LOOKS && isConnected(answer); i++) {
            pause();
            answer = ask(group, account);
        }
        return answer;
    }

    private Answer ask(String group, JsonNode account) {
        return api.post("/api/profile_groups/" + group + "/initialize_connection", account.path("connection"));
    }

    private static boolean isConnected(Answer answer) {
        return answer.body().toString().contains(CONNECTED_BEFORE);
    }

    private static String outcome(Answer answer, String connected) {
        return answer.isSuccess() ? connected : "not connected: " + answer.status() + " " + answer.body();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while connecting the demo profiles", e);
        }
    }
}
