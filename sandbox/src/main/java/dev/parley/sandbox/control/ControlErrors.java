package dev.parley.sandbox.control;

import dev.parley.sandbox.ControlRefusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every refusal of the control API is {@code {"error": "…"}}. */
public class ControlErrors {

    @ServerExceptionMapper
    public Response refused(ControlRefusal refusal) {
        return error(refusal.status(), String.valueOf(refusal.getMessage()));
    }

    @ServerExceptionMapper
    public Response unreadable(DecodeException malformed) {
        return error(400, "the body is not a JSON object");
    }

    /** A field of the wrong JSON type, as JsonObject reports it. */
    @ServerExceptionMapper
    public Response wrongType(ClassCastException wrong) {
        return error(400, "a field has the wrong JSON type");
    }

    private static Response error(int status, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new JsonObject().put("error", message).toBuffer())
                .build();
    }
}
