package dev.parley.sandbox.control;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.SandboxPlatform;
import dev.parley.sandbox.stage.Faults;
import dev.parley.sandbox.stage.Latency;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What concerns the whole sandbox: demo accounts, latency, starting over. */
@Path("/control")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@NonBlocking
public class ControlResource {

    private final SandboxPlatforms platforms;
    private final ControlActs acts;
    private final Faults faults;
    private final Latency latency;

    ControlResource(SandboxPlatforms platforms, ControlActs acts, Faults faults, Latency latency) {
        this.platforms = platforms;
        this.acts = acts;
        this.faults = faults;
        this.latency = latency;
    }

    /** {@code {"data":[{"platform","connection":{…},"account","participant":{"id","name","username"}}]}}. */
    @GET
    @Path("/demo-accounts")
    public JsonObject demoAccounts() {
        JsonArray data = new JsonArray();
        platforms.all().forEach(platform -> data.add(platform.demoAccount()));
        return new JsonObject().put("data", data);
    }

    /** {@code {"platform","millis"}}: every call to the platform waits this long before anything happens; 0 ends it. */
    @POST
    @Path("/latency")
    public JsonObject latency(String body) {
        JsonObject order = RequestBody.parse(body);
        Long millis = order.getLong("millis");
        if (millis == null || millis < 0) {
            throw ControlRefusal.badRequest("millis must be a number of milliseconds");
        }
        SandboxPlatform platform = platforms.named(RequestBody.required(order, "platform"));
        latency.set(platform.name(), millis);
        return new JsonObject().put("platform", platform.name()).put("millis", millis);
    }

    /** Forgets accounts, messages, ledgers, faults and latencies; the demo accounts are as new. */
    @POST
    @Path("/reset")
    public JsonObject reset() {
        faults.clear();
        latency.clear();
        return acts.reset();
    }
}
