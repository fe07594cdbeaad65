package dev.parley.gateway.http;

import dev.parley.gateway.error.ApiException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whatever goes wrong leaves in the contract's shape; what is our own fault is logged, and its cause stays here. */
public class RefusalMappers {
    @ServerExceptionMapper
    public Response refused(ApiException refusal) {
        return answer(refusal);
    }

    /** What the framework itself refuses: unknown routes and methods, unreadable path parameters. */
    @ServerExceptionMapper
    public Response refusedByFramework(WebApplicationException refusal) {
        Response response = refusal.getResponse();
        return answer(FailureShapes.ofStatus(
                response.getStatus(), response.getStatusInfo().getReasonPhrase()));
    }

    /** A key without the role that the route asks for. */
    @ServerExceptionMapper({ForbiddenException.class, UnauthorizedException.class, AuthenticationFailedException.class})
    public Response denied(RoutingContext context) {
        return answer(RouterRefusals.denied(context));
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        return answer(FailureShapes.of(failure));
    }

    private static Response answer(ApiException refusal) {
        return Response.status(refusal.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(refusal.body())
                .build();
    }
}
