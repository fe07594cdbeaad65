package dev.parley.gateway.http;

import dev.parley.database.DatabaseFailure;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whatever goes wrong leaves in the contract's shape; what is our own fault is logged, and its cause stays here. */
public class RefusalMappers {
    private static final Logger LOG = Logger.getLogger(RefusalMappers.class);

    @ServerExceptionMapper
    public Response refused(Refusal refusal) {
        return answer(refusal);
    }

    /** What the framework itself refuses: unknown routes and methods, unreadable path parameters. */
    @ServerExceptionMapper
    public Response refusedByFramework(WebApplicationException refusal) {
        int status = refusal.getResponse().getStatus();
        return answer(
                switch (status) {
                    case 404, 406 -> Refusal.notFound();
                    case 405 -> Refusal.methodNotAllowed();
                    case 413 -> Refusal.tooLarge();
                    case 415 -> Refusal.unsupportedMediaType();
                    default ->
                        Refusal.of(status, refusal.getResponse().getStatusInfo().getReasonPhrase());
                });
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        if (DatabaseFailure.isAway(failure)) {
            LOG.warnf("answered 503: %s", failure.toString());
            return answer(Refusal.unavailable());
        }
        if (DatabaseFailure.isUnstorableValue(failure)) {
            LOG.warnf("answered 422: SQLSTATE %s", DatabaseFailure.sqlState(failure));
            return answer(Refusal.unprocessable("A value cannot be stored"));
        }
        String incident = UUID.randomUUID().toString();
        LOG.errorf(failure, "incident=%s", incident);
        return answer(Refusal.of(500, "Internal server error (incident " + incident + ")"));
    }

    private static Response answer(Refusal refusal) {
        return Response.status(refusal.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(refusal.body())
                .build();
    }
}
