package dev.parley.gateway.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/**
 * Asks dispatch to do something on the platform while the customer waits.
 *
 * <pre>
 *   200 in the answer     ──► its result; what it changed is committed and can be read
 *   any other status      ──► the refusal, in the platform's words
 *   no answer             ──► 504: it may or may not have happened
 *   nobody there          ──► 503: it has not happened
 *   {@link ActionGuards}  ──► 503: it has not happened; the owner's earlier actions failed, or too many are under way
 * </pre>
 */
@ApplicationScoped
public class Dispatch {
    private static final int SERVER_ERRORS = 500;
    private static final int NOT_DONE = 503;
    private static final Logger LOG = Logger.getLogger(Dispatch.class);

    private final DispatchCall call;

    public Dispatch(DispatchCall call) {
        this.call = call;
    }

    public Uni<JsonNode> post(ActionOwner owner, String path, JsonNode body) {
        return act(owner, HttpMethod.POST, path, body);
    }

    public Uni<JsonNode> act(ActionOwner owner, HttpMethod method, String path) {
        return act(owner, method, path, Json.object());
    }

    /** The action's result; a null node where it has none. */
    public Uni<JsonNode> act(ActionOwner owner, HttpMethod method, String path, JsonNode body) {
        return ask(owner, method, path, body).map(Dispatch::resultOf);
    }

    /** The answer as it is, also when it refuses. */
    public Uni<InternalAnswer> ask(ActionOwner owner, HttpMethod method, String path, JsonNode body) {
        return DetachedWork.from(call.send(owner, method, path, body))
                .onFailure()
                .transform(failure -> {
                    LOG.warnf("dispatch %s %s: %s", method, path, failure.toString());
                    return refusalFor(failure);
                });
    }

    private static JsonNode resultOf(InternalAnswer answer) {
        if (answer.status() != 200) {
            String error = answer.error();
            String text = error == null ? "The platform refused" : error;
            throw answer.status() >= SERVER_ERRORS && answer.status() != NOT_DONE
                    ? ApiException.outcomeUnknown(answer.status(), text)
                    : ApiException.of(answer.status(), text, answer.errorCode());
        }
        JsonNode result = answer.result();
        return result == null ? NullNode.getInstance() : result;
    }

    private static ApiException refusalFor(Throwable failure) {
        if (failure instanceof CircuitBreakerOpenException || failure instanceof BulkheadException) {
            return ApiException.of(503, "Actions on platforms are not possible right now; try again in a few seconds");
        }
        if (failure instanceof ConnectException || failure instanceof UnknownHostException) {
            return ApiException.of(503, "Actions on platforms are not possible right now; try again later");
        }
        return ApiException.outcomeUnknown(
                504, "The platform did not answer in time; the action may or may not have been performed");
    }
}
