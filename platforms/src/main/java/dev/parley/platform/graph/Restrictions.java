package dev.parley.platform.graph;

import dev.parley.platform.SendOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long an account that Meta has restricted from sending is left alone: half an hour, and twice as long each time
 * it is still restricted afterwards, up to four hours. A send that goes through begins anew. At most {@value #MOST}
 * accounts are remembered: forgetting one makes its next pause a short one.
 */
@ApplicationScoped
public class Restrictions {
    private static final Duration FIRST = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final int MOST = 10_000;

    private record Pause(Duration length, Instant until) {}

    private final Map<String, Pause> pauses = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pause> eldest) {
            return size() > MOST;
        }
    };

    /** The outcome of a send; one that was refused for a restriction is given its pause. */
    SendOutcome weigh(GraphAccess access, GraphAnswer answer, SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Sent) {
            lifted(access.token());
        }
        return outcome instanceof SendOutcome.RetryLater later
                        && answer instanceof GraphAnswer.Refused refused
                        && refused.error().meaning() == ErrorClass.RESTRICTED
                ? new SendOutcome.RetryLater(noted(access.token(), Instant.now()), later.scope(), later.error())
                : outcome;
    }

    /** Sends that were under way together notice one restriction: only one that outlasts its pause is a longer one. */
    synchronized Duration noted(String token, Instant now) {
        Pause last = pauses.get(token);
        if (last != null && now.isBefore(last.until)) {
            return Duration.between(now, last.until);
        }
        Duration doubled = last == null ? FIRST : last.length.multipliedBy(2);
        Duration length = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        pauses.put(token, new Pause(length, now.plus(length)));
        return length;
    }

    synchronized void lifted(String token) {
        pauses.remove(token);
    }
}
