package dev.parley.dispatch.internal;

import dev.parley.internal.InternalAnswer;
import dev.parley.json.NulCharacters;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Nothing of ours has an id with a NUL character, which no row can hold. */
public class PathTextFilter {
    private static final InternalAnswer NOT_FOUND = InternalAnswer.refused(404, "Not found");

    @ServerRequestFilter
    public Optional<Response> check(ContainerRequestContext request) {
        return NulCharacters.isIn(request.getUriInfo().getPath())
                ? Optional.of(Response.ok(NOT_FOUND, MediaType.APPLICATION_JSON).build())
                : Optional.empty();
    }
}
