package dev.parley.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import dev.parley.standalone.process.StartFailure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One simulated platform as the people on it see it: they write to an account, and read what it sent them. */
public final class DemoNetwork {
    private final JsonHttp sandbox;
    private final DemoAccount account;

    public DemoNetwork(JsonHttp sandbox, DemoAccount account) {
        this.sandbox = sandbox;
        this.account = account;
    }

    /** The accounts that this sandbox offers, one per platform it plays. */
    public static List<DemoAccount> accounts(JsonHttp sandbox) {
        List<DemoAccount> accounts = new ArrayList<>();
        sandbox.get("/control/demo-accounts").body().path("data").forEach(entry -> accounts.add(DemoAccount.of(entry)));
        return accounts;
    }

    /** Has the participant write; returns the platform's id of the message. */
    public String say(DemoAccount.Participant participant, String text) {
        return play("say", participant, Map.of("text", text))
                .path("external_id")
                .asText();
    }

    /** Has the participant do what only this platform knows; returns the platform's id of what comes of it. */
    public String act(String act, DemoAccount.Participant participant, Map<String, ?> details) {
        return outcome(act, participant, details).path("external_id").asText();
    }

    /** The same, with all that the sandbox says about it. */
    public JsonNode outcome(String act, DemoAccount.Participant participant, Map<String, ?> details) {
        return play("acts/" + act, participant, details);
    }

    private JsonNode play(String act, DemoAccount.Participant participant, Map<String, ?> details) {
        Map<String, Object> body = new HashMap<>(details);
        body.put("account", account.account());
        body.put(
                "participant",
                Map.of("id", participant.id(), "name", participant.name(), "username", participant.username()));
        Answer answer = sandbox.post(path(act), body);
        if (!answer.isSuccess()) {
            throw new StartFailure("The sandbox refused: " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    /** How many actions of this kind (other than sends) the account has made about the object with this id. */
    public long actions(String kind, String externalId) {
        long count = 0;
        for (JsonNode action : sandbox.get(path("actions")).body().path("data")) {
            boolean fits = action.path("action").asText().equals(kind)
                    && action.path("external_id").asText().equals(externalId)
                    && action.path("account").asText().equals(account.account());
            count += fits ? 1 : 0;
        }
        return count;
    }

    /** The texts that the participant has received from the account, oldest first. */
    public List<String> inbox(DemoAccount.Participant participant) {
        Answer answer = sandbox.get(
                path("inbox") + "?account=" + encode(account.account()) + "&participant=" + encode(participant.id()));
        List<String> texts = new ArrayList<>();
        for (JsonNode message : answer.body().path("data")) {
            texts.add(message.path("text").asText());
        }
        return texts;
    }

    private String path(String act) {
        return "/control/" + account.platform() + "/" + act;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
