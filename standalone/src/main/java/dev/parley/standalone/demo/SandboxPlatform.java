package dev.parley.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.StartFailure;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One simulated platform as the people on it see it: they write to an account, and read what it sent them. */
public final class SandboxPlatform {
    private final JsonHttp sandbox;
    private final DemoAccount account;

    public SandboxPlatform(JsonHttp sandbox, DemoAccount account) {
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
        Answer answer = sandbox.post(
                path("say"),
                Map.of(
                        "account", account.account(),
                        "participant",
                                Map.of(
                                        "id", participant.id(),
                                        "name", participant.name(),
                                        "username", participant.username()),
                        "text", text));
        if (!answer.isSuccess()) {
            throw new StartFailure("The sandbox refused: " + answer.status() + " " + answer.body());
        }
        return answer.body().path("external_id").asText();
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
