package dev.parley.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a synchronous action (edit, react, archive, ice breakers …) ended on the platform. */
public sealed interface ActionOutcome {
    /** Done. {@code result}: what the platform answered, where the action has an answer; otherwise a null node. */
    record Done(JsonNode result) implements ActionOutcome {
        public static Done plain() {
            return new Done(NullNode.getInstance());
        }
    }

    /** The platform said no; answered as 422 with its text. */
    record Refused(PlatformError error) implements ActionOutcome {}

    /** The platform does not let the account in any more. */
    record Disconnected(PlatformError error) implements ActionOutcome {}

    /**
     * Not now: overload, limits, no answer.
     *
     * @param perhapsDone whether the platform may have done it: the call was made, and nobody knows what came of it
     */
    record Unavailable(@Nullable Duration after, PlatformError error, boolean perhapsDone) implements ActionOutcome {
        /** It has not been done. */
        public Unavailable(@Nullable Duration after, PlatformError error) {
            this(after, error, false);
        }

        public static Unavailable perhapsDone(@Nullable Duration after, PlatformError error) {
            return new Unavailable(after, error, true);
        }
    }
}
