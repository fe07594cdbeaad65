package dev.parley.sandbox.control;

import dev.parley.sandbox.ControlRefusal;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Playing a participant on one platform, and reading what the platform performed. */
@Path("/control")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@NonBlocking
public class PlatformResource {

    private final SandboxPlatforms platforms;
    private final ControlActs acts;

    PlatformResource(SandboxPlatforms platforms, ControlActs acts) {
        this.platforms = platforms;
        this.acts = acts;
    }

    /**
     * The participant writes: {@code {"account","participant":{"id","name"?,"username"?},"text"}} →
     * {@code {"external_id"}}. Answers before the delivery, which goes the platform's own way.
     */
    @POST
    @Path("/{platform}/say")
    public JsonObject say(@RestPath String platform, String body) {
        return acts.say(platform, RequestBody.parse(body));
    }

    /** What the participant has received, oldest first: {@code {"data":[{"external_id","text","at","kind"}]}}. */
    @GET
    @Path("/{platform}/inbox")
    public JsonObject inbox(
            @RestPath String platform, @RestQuery @Nullable String account, @RestQuery @Nullable String participant) {
        if (account == null || participant == null) {
            throw ControlRefusal.badRequest("account and participant are required");
        }
        JsonArray data = platforms.named(platform).inbox(account, participant);
        return new JsonObject().put("data", data);
    }

    /** The performed actions that are not sends (edits, acknowledgements), in order: {@code {"data":[{"action",…}]}}. */
    @GET
    @Path("/{platform}/actions")
    public JsonObject actions(@RestPath String platform) {
        List<JsonObject> actions = platforms.named(platform).ledger().actions();
        return new JsonObject().put("data", new JsonArray(List.copyOf(actions)));
    }

    /** An act of this platform's own; the sandbox's README lists them. */
    @POST
    @Path("/{platform}/acts/{act}")
    public JsonObject act(@RestPath String platform, @RestPath String act, String body) {
        return acts.act(platform, act, RequestBody.parse(body));
    }
}
