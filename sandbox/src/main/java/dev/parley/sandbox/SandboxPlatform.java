package dev.parley.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * One simulated platform. Every CDI bean of this type is offered under {@code /control/{name}}; its server side mounts
 * its own routes and sends each call through {@link dev.parley.sandbox.stage.SandboxStage}, which is where faults and latency
 * happen. Methods are called from event loops and never block.
 */
public interface SandboxPlatform {

    /** The name in control paths and faults, such as {@code telegram}. */
    String name();

    /**
     * An account that exists from the {@linkplain #begin() beginning} and after every {@link #reset()}:
     * {@code {"platform","connection":{…body of initialize_connection…},"account","participant":{"id","name","username"}}};
     * {@code "comments":true} where people comment below the account's posts, {@code "polled":true} where nothing is
     * delivered and everything asked for.
     */
    JsonObject demoAccount();

    /**
     * The participant writes to the account. Returns at once; the delivery goes the platform's real way.
     *
     * @return the platform's id of the new message
     * @throws ControlRefusal when the account is unknown or the participant could not write
     */
    String say(String account, SandboxParticipant participant, String text);

    /**
     * What the participant has received from the account, oldest first, as it looks now (edits applied):
     * {@code {"external_id","text","at","kind"}} and what else the platform shows.
     */
    JsonArray inbox(String account, String participant);

    /** What the platform performed since the last reset. */
    Ledger ledger();

    /**
     * Something only this platform knows, such as tapping a button.
     *
     * @param act the last part of {@code /control/{platform}/acts/{act}}
     * @param body the request's JSON object, empty when there was none
     * @return the answer's JSON object
     * @throws ControlRefusal when there is no such act or it is impossible now
     */
    JsonObject act(String act, JsonObject body);

    /** Makes what exists from the beginning of the world: the demo account. Called once in its life, before anything else. */
    void begin();

    /** Forgets everything but the demo account. */
    void reset();

    /** Sets going what was on its way when the sandbox stopped. */
    void deliverOwed();
}
