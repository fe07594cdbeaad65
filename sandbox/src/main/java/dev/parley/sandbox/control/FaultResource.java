package dev.parley.sandbox.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.stage.Fault;
import dev.parley.sandbox.stage.Faults;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Misbehaviour on command. */
@Path("/control/faults")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@NonBlocking
public class FaultResource {

    private final SandboxPlatforms platforms;
    private final Faults faults;
    private final ObjectReader json;

    FaultResource(SandboxPlatforms platforms, Faults faults, ObjectMapper json) {
        this.platforms = platforms;
        this.faults = faults;
        // A misspelt field would be a fault that hits more than was meant.
        this.json = json.readerFor(Fault.class).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /**
     * Puts a fault in force: {@code {"platform","operation"?,"account"?,"kind","times"?,"share"?,"millis"?,
     * "retry_after"?}} → 201 with the fault. See {@link Fault}.
     */
    @POST
    @ResponseStatus(201)
    public Fault arm(String body) {
        Fault fault = parse(body);
        faults.arm(fault);
        return fault;
    }

    /** {@code {"data":[{"fault":{…},"struck":n,"spent":bool}]}}. */
    @GET
    public Map<String, List<Faults.Report>> list() {
        return Map.of("data", faults.report());
    }

    /** Every platform behaves again. */
    @DELETE
    public void clear() {
        faults.clear();
    }

    private Fault parse(String body) {
        try {
            Fault fault = json.readValue(body);
            if (fault.platform() != null) {
                platforms.named(fault.platform());
            }
            return fault;
        } catch (JsonProcessingException e) {
            throw ControlRefusal.badRequest("not a fault: " + e.getOriginalMessage());
        }
    }
}
