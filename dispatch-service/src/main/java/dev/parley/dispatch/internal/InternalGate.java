package dev.parley.dispatch.internal;

import dev.parley.internal.InternalAnswer;
import dev.parley.internal.InternalApi;
import dev.parley.json.NulCharacters;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets in whoever shows the shared secret, compared in constant time; to everybody else nothing is here. No path of ours
 * contains a NUL character.
 */
@Singleton
class InternalGate {
    private static final InternalAnswer NOT_FOUND = InternalAnswer.refused(404, "Not found");

    private final byte[] secret;

    /** @param secret {@code parley.internal.secret}: what the gateway shows; required, and never logged */
    InternalGate(@ConfigProperty(name = "parley.internal.secret") String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @ServerRequestFilter
    Optional<Response> check(ContainerRequestContext request) {
        String shown = request.getHeaderString(InternalApi.SECRET_HEADER);
        byte[] bytes = shown == null ? new byte[0] : shown.getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(bytes, secret)) {
            return Optional.of(Response.status(Response.Status.NOT_FOUND).build());
        }
        return NulCharacters.isIn(request.getUriInfo().getPath())
                ? Optional.of(Response.ok(NOT_FOUND, MediaType.APPLICATION_JSON).build())
                : Optional.empty();
    }
}
