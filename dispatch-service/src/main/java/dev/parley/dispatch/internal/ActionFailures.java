package dev.parley.dispatch.internal;

import dev.parley.database.DatabaseFailure;
import dev.parley.internal.InternalAnswer;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Failures of actions, as the gateway may learn of them.
 *
 * <pre>
 *   the database is away                  ──► HTTP 503: counts against dispatch
 *   the database cannot store a value     ──► an answer, 422
 *   anything else, a fault in one action  ──► an answer, 500 with an incident; the next action may well succeed
 * </pre>
 */
public class ActionFailures {
    private static final Logger LOG = Logger.getLogger(ActionFailures.class);

    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        if (DatabaseFailure.isAway(failure)) {
            LOG.warnf("action answered 503: %s", failure.toString());
            return Response.status(Response.Status.SERVICE_UNAVAILABLE).build();
        }
        if (DatabaseFailure.isUnstorableValue(failure)) {
            LOG.warnf("action refused: SQLSTATE %s", DatabaseFailure.sqlState(failure));
            return answer(InternalAnswer.refused(422, "A value cannot be stored"));
        }
        String incident = UUID.randomUUID().toString();
        LOG.errorf(failure, "incident=%s", incident);
        return answer(InternalAnswer.refused(500, "Internal server error (incident " + incident + ")"));
    }

    private static Response answer(InternalAnswer answer) {
        return Response.ok(answer, MediaType.APPLICATION_JSON).build();
    }
}
