package dev.parley.gateway.testing;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** A resource whose author forgot to say who may call it. */
@Path("/api/forgotten")
@EndpointDisabled(name = "parley.test.forgotten-role", stringValue = "absent", disableIfMissing = true)
public class ForgottenRoleResource {
    public static final String SECRET = "reached without a role";

    @GET
    public String read() {
        return SECRET;
    }

    @POST
    public String write() {
        return SECRET;
    }
}
