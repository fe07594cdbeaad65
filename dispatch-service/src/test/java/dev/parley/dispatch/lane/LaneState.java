package dev.parley.dispatch.lane;

import dev.parley.platform.LostMessage.Content;
import dev.parley.platform.LostMessage.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A state of the lane protocol: one chat with its sends, the dispatchers, and what the platform has done.
 *
 * @param sends as the database has them
 * @param owner whose token stands on the lane: a dispatcher's number, {@link #NOBODY}, or {@link #DEAD}
 * @param leaseOver whether the lease of that token has run out
 * @param performed which sends reached the participant, in their order; a message's id is its place
 * @param onTheWay by send, calls whose dispatcher waits no longer and that the platform may yet perform
 * @param lateMark a mark without an answer that the database may yet make; null when there is none
 */
record LaneState(
        List<Send> sends,
        int owner,
        boolean leaseOver,
        List<Dispatcher> dispatchers,
        List<Integer> performed,
        List<Integer> onTheWay,
        @Nullable Mark lateMark) {
    static final int NOBODY = -1;
    /** A dispatcher that has crashed since, and does not know of its claim any more. */
    static final int DEAD = -2;

    enum Status {
        PENDING,
        RETRY,
        PUBLISHED,
        FAILED
    }

    /**
     * A row of {@code messages}.
     *
     * @param waits its next attempt, or question, is not due
     * @param old its call is longer ago than the platform is asked
     * @param externalId 0 while unknown
     * @param before how many messages the participant had when its last call began
     */
    record Send(
            Status status,
            boolean calling,
            boolean unknown,
            int attempts,
            boolean waits,
            boolean old,
            int externalId,
            int before) {
        static final Send NEW = new Send(Status.PENDING, false, false, 0, false, false, 0, 0);

        boolean isSettled() {
            return status == Status.PUBLISHED || status == Status.FAILED;
        }

        Send marked(int performed) {
            return new Send(status, true, unknown, attempts + 1, waits, false, externalId, performed);
        }

        Send due() {
            return new Send(status, calling, unknown, attempts, false, old, externalId, before);
        }

        Send aged() {
            return new Send(status, calling, unknown, attempts, waits, true, externalId, before);
        }

        Send published(int id) {
            return settled(Status.PUBLISHED, false, id);
        }

        /** What made a difference before makes none any more. */
        static Send settled(Status status, boolean unknown, int id) {
            return new Send(status, false, unknown, 0, false, false, id, 0);
        }
    }

    /** A mark as it was asked for. */
    record Mark(int send, int attempts) {}

    enum Phase {
        IDLE,
        HELD,
        MARKING,
        MARKED,
        ON_THE_WAY,
        PERFORMED,
        DROPPED,
        ASKING,
        SETTLING
    }

    /**
     * @param send the head it read; -1 when the lane had none
     * @param head that row, as it was then
     * @param settlement what it is about to write; null in other phases
     */
    record Dispatcher(
            Phase phase,
            int send,
            @Nullable Send head,
            @Nullable Settlement settlement) {
        static final Dispatcher IDLE = new Dispatcher(Phase.IDLE, -1, null, null);

        Dispatcher in(Phase next) {
            return new Dispatcher(next, send, head, null);
        }

        Dispatcher settling(Settlement what) {
            return new Dispatcher(Phase.SETTLING, send, head, what);
        }
    }

    static LaneState start(int sends, int dispatchers) {
        return new LaneState(
                Collections.nCopies(sends, Send.NEW),
                NOBODY,
                false,
                Collections.nCopies(dispatchers, Dispatcher.IDLE),
                List.of(),
                Collections.nCopies(sends, 0),
                null);
    }

    /** The first unsettled send; -1 when there is none. */
    int head() {
        for (int i = 0; i < sends.size(); i++) {
            if (!sends.get(i).isSettled()) {
                return i;
            }
        }
        return -1;
    }

    /** What came before the call seems to come at its time, as far as clocks may differ; a send given up took longer. */
    List<Seen> conversation(int send) {
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < performed.size(); i++) {
            boolean before = i < sends.get(send).before();
            boolean longAgo = before && sends.get(performed.get(i)).status() == Status.FAILED;
            Duration ago = longAgo ? Duration.ofHours(1) : before ? Duration.ofSeconds(1) : Duration.ZERO;
            seen.add(new Seen("m" + (i + 1), LaneRules.CALLED.minus(ago), Content.ALIKE));
        }
        return seen;
    }

    Set<String> known(int send) {
        Set<String> known = new HashSet<>();
        for (int i = 0; i < sends.size(); i++) {
            if (i != send && sends.get(i).externalId() > 0) {
                known.add("m" + sends.get(i).externalId());
            }
        }
        return known;
    }

    LaneState with(int dispatcher, Dispatcher now) {
        return new LaneState(
                sends, owner, leaseOver, replaced(dispatchers, dispatcher, now), performed, onTheWay, lateMark);
    }

    LaneState withSend(int send, Send now) {
        return new LaneState(replaced(sends, send, now), owner, leaseOver, dispatchers, performed, onTheWay, lateMark);
    }

    /** The same with the two dispatchers in each other's place. */
    LaneState swapped() {
        int swapped = owner < 0 ? owner : 1 - owner;
        return new LaneState(
                sends, swapped, leaseOver, List.copyOf(dispatchers.reversed()), performed, onTheWay, lateMark);
    }

    /** The lane under another token, or under none: a mark that comes late finds another one than its own. */
    LaneState ownedBy(int now) {
        return new LaneState(sends, now, false, dispatchers, performed, onTheWay, null);
    }

    LaneState afterDeath() {
        return new LaneState(sends, DEAD, leaseOver, dispatchers, performed, onTheWay, lateMark);
    }

    LaneState renewed() {
        return new LaneState(sends, owner, false, dispatchers, performed, onTheWay, lateMark);
    }

    LaneState expired() {
        return new LaneState(sends, owner, true, dispatchers, performed, onTheWay, lateMark);
    }

    LaneState withPerformed(int send) {
        List<Integer> now = new ArrayList<>(performed);
        now.add(send);
        return new LaneState(sends, owner, leaseOver, dispatchers, List.copyOf(now), onTheWay, lateMark);
    }

    LaneState withOnTheWay(int send, int more) {
        List<Integer> now = replaced(onTheWay, send, onTheWay.get(send) + more);
        return new LaneState(sends, owner, leaseOver, dispatchers, performed, now, lateMark);
    }

    LaneState withLateMark(@Nullable Mark mark) {
        return new LaneState(sends, owner, leaseOver, dispatchers, performed, onTheWay, mark);
    }

    private static <T> List<T> replaced(List<T> all, int index, T now) {
        List<T> copy = new ArrayList<>(all);
        copy.set(index, now);
        return List.copyOf(copy);
    }
}
