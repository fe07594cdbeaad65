package dev.parley.dispatch.lane;

import dev.parley.event.EventType;
import dev.parley.id.MessageId;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is written about a lane when its owner is done with the head, and what becomes of the lane.
 *
 * @param message null when only the lane is given back
 * @param rest how long the lane is left alone, whatever is next in it
 * @param quiet how long the network wants nothing more in this chat
 * @param keep whether the owner goes on when the next head is due
 * @param alone whether what came too early for the message is left waiting
 * @param traceparent the step whose end this is; null when nobody traces it
 */
record Settlement(
        Lease lease,
        @Nullable MessageId message,
        Change change,
        Duration rest,
        Duration quiet,
        boolean keep,
        boolean alone,
        @Nullable String traceparent) {

    /** What becomes of the message. */
    sealed interface Change {}

    /** Nothing: it was not tried. */
    record Untouched() implements Change {}

    /** @param sent null when the platform has it but does not say under which id */
    record Published(SendOutcome.@Nullable Sent sent) implements Change {}

    /**
     * Tried again after the wait.
     *
     * @param inDoubt an earlier call may have been performed; otherwise certainly none was
     */
    record TryAgain(Duration after, PlatformError error, boolean inDoubt) implements Change {}

    /** @param unknown it may have been performed after all */
    record Failed(PlatformError error, boolean unknown) implements Change {}

    /**
     * Perhaps performed; the platform is asked after the wait.
     *
     * @param error how the call ended; null when that is known already
     */
    record AskLater(Duration after, @Nullable PlatformError error) implements Change {}

    /** Certainly not performed, through no fault of the message: as if it had not been tried. */
    record Returned() implements Change {}

    /** Not called, and counted as tried: so that a mark which may still come finds a send that is not the one it meant. */
    record NotCalled() implements Change {}

    static Settlement rest(Lease lease, Duration rest) {
        return new Settlement(lease, null, new Untouched(), rest, Duration.ZERO, true, false, null);
    }

    static Settlement of(Lease lease, Head head, Change change) {
        return new Settlement(lease, head.id(), change, Duration.ZERO, Duration.ZERO, true, false, head.traceparent());
    }

    Settlement restingFor(Duration pause) {
        return new Settlement(lease, message, change, pause, quiet, keep, alone, traceparent);
    }

    Settlement quietFor(Duration pause) {
        return new Settlement(lease, message, change, rest, pause, keep, alone, traceparent);
    }

    Settlement givenBack() {
        return new Settlement(lease, message, change, rest, quiet, false, alone, traceparent);
    }

    /** The same, and what came too early for the message goes on waiting. */
    Settlement onItsOwn() {
        return new Settlement(lease, message, change, rest, quiet, keep, true, traceparent);
    }

    /** Another end of the same call. */
    Settlement changedTo(Change other) {
        return new Settlement(lease, message, other, rest, quiet, keep, alone, traceparent);
    }

    /** The message's new status; null leaves it. */
    @Nullable
    String status() {
        return switch (change) {
            case Published published -> "published";
            case TryAgain again -> "failed_waiting_for_retry";
            case Failed failed -> "failed";
            case Untouched untouched -> null;
            case AskLater ask -> null;
            case Returned returned -> null;
            case NotCalled notCalled -> null;
        };
    }

    /** What subscribers are told. */
    @Nullable
    EventType event() {
        return switch (change) {
            case Published published -> EventType.MESSAGE_SENT;
            case TryAgain again -> EventType.MESSAGE_FAILED_WAITING_FOR_RETRY;
            case Failed failed -> EventType.MESSAGE_FAILED;
            case Untouched untouched -> null;
            case AskLater ask -> null;
            case Returned returned -> null;
            case NotCalled notCalled -> null;
        };
    }

    @Nullable
    PlatformError error() {
        return switch (change) {
            case TryAgain again -> again.error;
            case Failed failed -> failed.error;
            case AskLater ask -> ask.error;
            case Published published -> null;
            case Untouched untouched -> null;
            case Returned returned -> null;
            case NotCalled notCalled -> null;
        };
    }

    @Nullable
    Duration nextTryIn() {
        return switch (change) {
            case TryAgain again -> again.after;
            case AskLater ask -> ask.after;
            case Published published -> null;
            case Failed failed -> null;
            case Untouched untouched -> null;
            case Returned returned -> null;
            case NotCalled notCalled -> null;
        };
    }

    SendOutcome.@Nullable Sent sent() {
        return change instanceof Published published ? published.sent : null;
    }

    @Nullable
    Instant sentAt() {
        return change instanceof Published published
                ? published.sent == null ? Instant.now() : published.sent.at()
                : null;
    }

    /** Whether the call's end stays unknown: it will be asked for, or an echo may tell, by the time of the call. */
    boolean leavesCallOpen() {
        return change instanceof AskLater || change instanceof Failed failed && failed.unknown;
    }

    boolean leavesOutcomeUnknown() {
        return switch (change) {
            case AskLater ask -> true;
            case TryAgain again -> again.inDoubt;
            case Failed failed -> failed.unknown;
            case Published published -> false;
            case Untouched untouched -> false;
            case Returned returned -> false;
            case NotCalled notCalled -> false;
        };
    }

    boolean takesAttemptBack() {
        return change instanceof Returned;
    }

    /** Whether the send counts one attempt more than its head, be its mark written or not. */
    boolean countsLostMark() {
        return change instanceof NotCalled;
    }
}
