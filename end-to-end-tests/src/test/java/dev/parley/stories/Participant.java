package dev.parley.stories;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.demo.DemoAccount;
import dev.parley.standalone.demo.DemoNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Somebody on a platform who writes to the demo account and reads what it answers. */
public final class Participant {
    private final DemoNetwork platform;
    private final DemoAccount.Participant self;

    Participant(DemoNetwork platform, DemoAccount.Participant self) {
        this.platform = platform;
        this.self = self;
    }

    /** Returns the platform's id of the message. */
    public String writes(String text) {
        return platform.say(self, text);
    }

    /** Writes with what the platform's app adds to the words; returns the platform's id of the message. */
    public String writesWith(Map<String, ?> message) {
        return platform.act("send", self, Map.of("message", message));
    }

    /** The same where the words stand beside the message's other members. */
    public String writesWith(String text, Map<String, ?> message) {
        return platform.act("send", self, Map.of("text", text, "message", message));
    }

    /** Hears from the account's owner, who answers a message in the platform's own app; returns the answer's id. */
    public String isAnsweredInTheApp(String externalId, String text, Map<String, ?> message) {
        return platform.act("own-message", self, Map.of("text", text, "message", message, "reply_to", externalId));
    }

    /** Changes what they wrote. */
    public void edits(String externalId, String text) {
        platform.act("edit", self, Map.of("external_id", externalId, "message", Map.of("text", text)));
    }

    /** Changes members of what they wrote, and leaves the words. */
    public void editsWith(String externalId, Map<String, ?> message) {
        platform.act("edit", self, Map.of("external_id", externalId, "message", message));
    }

    /** Taps a button below the latest message that has any. Returns the platform's id of the tap. */
    public String taps(String button) {
        return platform.act("tap", self, Map.of("button", button));
    }

    /** Comments below a post of the account; returns the platform's id of the comment. */
    public String comments(String text) {
        return platform.act("comment", self, Map.of("text", text));
    }

    /** The same under special circumstances, which the sandbox's README names; returns all it says. */
    public JsonNode comments(String text, Map<String, ?> circumstances) {
        Map<String, Object> details = new HashMap<>(circumstances);
        details.put("text", text);
        return platform.outcome("comment", self, details);
    }

    /** Comes through a link with this {@code ref}; whether the platform tells the account of it. */
    public boolean followsLink(String ref) {
        return platform.outcome("referral", self, Map.of("ref", ref))
                .path("delivered")
                .asBoolean();
    }

    /** Writes for the first time, with what led there; returns the platform's id of the message. */
    public String writesAfter(Map<String, ?> referral, String text) {
        return platform.act("send", self, Map.of("message", Map.of("text", text, "referral", referral)));
    }

    /** Taps a suggested question; returns the platform's id of the tap. */
    public String tapsQuestion(String question) {
        return platform.act("tap", self, Map.of("question", question));
    }

    /** The same after a link with this {@code ref} led there. */
    public String tapsQuestionAfterLink(String question, String ref) {
        return platform.act("tap", self, Map.of("question", question, "ref", ref));
    }

    /** How often the account has told the platform that it knows of this tap. */
    public long acknowledgements(String tap) {
        return platform.actions("ack", tap);
    }

    /** The texts that came from the account, oldest first. */
    public List<String> hasRead() {
        return platform.inbox(self);
    }

    public String id() {
        return self.id();
    }

    public String name() {
        return self.name();
    }

    /** Mentions the account in a story; returns the platform's id of the message that this makes. */
    public String mentionsInAStory() {
        return platform.act("story-mention", self, Map.of());
    }

    /** Takes back what they wrote. */
    public void unsends(String externalId) {
        platform.act("unsend", self, Map.of("external_id", externalId));
    }

    /** Hears from somebody who writes in the account's own app; returns the platform's id of the message. */
    public String hearsFromTheApp(String text) {
        return platform.act("human-reply", self, Map.of("text", text));
    }
}
