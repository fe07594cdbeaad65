package dev.parley.gateway.http;

import dev.parley.database.DatabaseFailure;
import dev.parley.gateway.error.ApiException;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * The answer to a failure that is nobody's refusal: 503 while the database is away, 422 for
 * a value that it cannot store, else 500 with an incident's number.
 */
final class FailureShapes {
    private static final Logger LOG = Logger.getLogger(FailureShapes.class);

    private FailureShapes() {}

    static ApiException of(Throwable failure) {
        if (DatabaseFailure.isAway(failure) || failure instanceof RejectedExecutionException) {
            LOG.warnf("answered 503: %s", failure.toString());
            return ApiException.unavailable();
        }
        if (DatabaseFailure.isUnstorableValue(failure)) {
            LOG.warnf("answered 422: SQLSTATE %s", DatabaseFailure.sqlState(failure));
            return ApiException.unprocessable("A value cannot be stored");
        }
        String incident = UUID.randomUUID().toString();
        LOG.errorf(failure, "incident=%s", incident);
        return ApiException.of(500, "Internal server error (incident " + incident + ")");
    }

    /** What the framework refuses by its status alone. */
    static ApiException ofStatus(int status, String reason) {
        return switch (status) {
            case 401, 403 -> ApiException.invalidKey();
            case 404, 406 -> ApiException.notFound();
            case 405 -> ApiException.methodNotAllowed();
            case 413 -> ApiException.tooLarge();
            case 415 -> ApiException.unsupportedMediaType();
            default -> ApiException.of(status, reason);
        };
    }
}
