package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.Ledger;
import dev.parley.sandbox.SandboxParticipant;
import dev.parley.sandbox.SandboxPlatform;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.format.DateTimeFormatter;

/** Bluesky as the control API sees it. */
@ApplicationScoped
class BlueskySandbox implements SandboxPlatform {
    private static final String DEMO_HANDLE = "parley-demo.test";
    private static final SandboxParticipant JANE =
            new SandboxParticipant("did:plc:janedoe2222222222222222", "Jane Doe", "jane.test");

    private final World world;
    private final Logins logins;
    private final Quirks quirks;
    private final BlueskyLedger ledger;
    private final BlueskyActs acts;
    private final PollTimes polls;

    BlueskySandbox(World world, Logins logins, Quirks quirks, BlueskyLedger ledger, BlueskyActs acts, PollTimes polls) {
        this.world = world;
        this.logins = logins;
        this.quirks = quirks;
        this.ledger = ledger;
        this.acts = acts;
        this.polls = polls;
    }

    @Override
    public String name() {
        return "bluesky";
    }

    @Override
    public JsonObject demoAccount() {
        JsonObject connection = new JsonObject()
                .put("platform", name())
                .put("identifier", DEMO_HANDLE)
                .put("app_password", "demo-app-password");
        return new JsonObject()
                .put("platform", name())
                .put("connection", connection)
                .put("account", ServerMethods.didFor(DEMO_HANDLE))
                .put("participant", JANE.toJson())
                .put("polled", true);
    }

    @Override
    public String say(String account, SandboxParticipant participant, String text) {
        Actor owner = account(account);
        Actor person = world.meet(participant);
        return world.write(world.between(person, owner), person, text, null).id;
    }

    private Actor account(String account) {
        return account.startsWith("did:")
                ? world.meet(new SandboxParticipant(account, null, null))
                : world.byHandle(account).orElseThrow(() -> ControlRefusal.notFound("no account " + account));
    }

    @Override
    public JsonArray inbox(String account, String participant) {
        JsonArray received = new JsonArray();
        world.convosOf(participant).stream()
                .filter(convo -> convo.has(account))
                .flatMap(convo -> convo.messages.stream())
                .filter(message -> message.senderDid.equals(account))
                .forEach(message -> received.add(new JsonObject()
                        .put("external_id", message.id)
                        .put("text", message.text)
                        .put("at", DateTimeFormatter.ISO_INSTANT.format(message.sentAt))
                        .put("kind", "text")));
        return received;
    }

    @Override
    public Ledger ledger() {
        return ledger.ledger();
    }

    @Override
    public JsonObject act(String act, JsonObject body) {
        return acts.play(act, body);
    }

    @Override
    public void begin() {
        logins.begin();
        introduce();
    }

    /** Nothing is: who wants to know asks for the log. */
    @Override
    public void deliverOwed() {}

    @Override
    public void reset() {
        world.clear();
        logins.clear();
        quirks.set(false, false);
        polls.clear();
        ledger.ledger().clear();
        introduce();
    }

    private void introduce() {
        world.meet(JANE);
        world.meet(new SandboxParticipant(ServerMethods.didFor(DEMO_HANDLE), "Parley Demo", DEMO_HANDLE));
    }
}
