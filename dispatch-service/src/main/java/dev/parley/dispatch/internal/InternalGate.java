package dev.parley.dispatch.internal;

import dev.parley.internal.InternalApi;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets in whoever shows the shared secret, compared in constant time; to everybody else nothing is here. */
@Singleton
class InternalGate {
    private final byte[] secret;

    /** @param secret {@code parley.internal.secret}: what the gateway shows; required, and never logged */
    InternalGate(@ConfigProperty(name = "parley.internal.secret") String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @ServerRequestFilter
    Optional<Response> check(ContainerRequestContext request) {
        String shown = request.getHeaderString(InternalApi.SECRET_HEADER);
        byte[] bytes = shown == null ? new byte[0] : shown.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(bytes, secret)
                ? Optional.empty()
                : Optional.of(Response.status(Response.Status.NOT_FOUND).build());
    }
}
