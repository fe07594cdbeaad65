package dev.parley.dispatch.lane;

import dev.parley.dispatch.lane.LaneState.Dispatcher;
import dev.parley.dispatch.lane.LaneState.Mark;
import dev.parley.dispatch.lane.LaneState.Phase;
import dev.parley.dispatch.lane.LaneState.Send;
import dev.parley.dispatch.lane.LaneState.Status;
import dev.parley.dispatch.lane.OutcomeRules.Attempt;
import dev.parley.dispatch.testing.Exploration;
import dev.parley.dispatch.testing.Exploration.Step;
import dev.parley.platform.OutcomeProbe.Found;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One chat with sends of the same text, several dispatchers, and a platform, with everything that can happen next.
 *
 * <pre>
 *   IDLE ─claim─► HELD ─┬─ send ──► MARKING ─► MARKED ─► ON_THE_WAY ─┬► PERFORMED ─┐
 *                  ▲    ├─ ask ───► ASKING ─────────────┐            └► DROPPED ───┤ answer, or none
 *                  │    └─ rest, account for ───────────┴──► SETTLING ◄────────────┘
 *                  └───────────── next head is due ──────────────┘ └─► IDLE
 * </pre>
 *
 * Between any two of these a dispatcher may crash, or stand still while its lease runs out and another one takes the
 * lane; answers, marks and their acknowledgements get lost; echoes come. The database and the platform do each step whole.
 * Assumed: a call is over before its lease is, and before the platform is believed that it does not have the message.
 */
final class LaneModel implements Exploration.Model<LaneState> {
    /** So that a mark that is lost again and again does not make endless states. */
    private static final int MOST_ATTEMPTS = 2;

    private static final SendOutcome UNKNOWN = new SendOutcome.Unknown(PlatformError.of("lost"));
    private static final SendOutcome LATER =
            new SendOutcome.RetryLater(null, SendOutcome.Scope.CHAT, PlatformError.of("busy"));
    private static final SendOutcome REJECTED = new SendOutcome.Rejected(PlatformError.of("no"));

    private final LaneRules rules;
    private final int sends;
    private final int dispatchers;

    LaneModel(LaneRules rules, int sends, int dispatchers) {
        this.rules = rules;
        this.sends = sends;
        this.dispatchers = dispatchers;
    }

    @Override
    public LaneState start() {
        return LaneState.start(sends, dispatchers);
    }

    @Override
    public void steps(LaneState state, Consumer<Step<LaneState>> steps) {
        new Steps(state, steps).all();
    }

    @Override
    public boolean isEnd(LaneState state) {
        return state.head() < 0
                && state.owner() == LaneState.NOBODY
                && state.dispatchers().stream().allMatch(Dispatcher.IDLE::equals);
    }

    @Override
    public @Nullable String violation(LaneState state) {
        List<Integer> performed = state.performed();
        for (int i = 0; i < performed.size(); i++) {
            if (performed.indexOf(performed.get(i)) < i) {
                return "sent twice";
            }
            if (i > 0 && performed.get(i - 1) > performed.get(i)) {
                return "out of order";
            }
        }
        for (int i = 0; i < state.sends().size(); i++) {
            Send send = state.sends().get(i);
            if (send.status() == Status.PUBLISHED
                    && (send.externalId() == 0 || performed.get(send.externalId() - 1) != i)) {
                return "published, and lost";
            }
            if (send.status() == Status.FAILED && !send.unknown() && performed.contains(i)) {
                return "failed, and sent";
            }
        }
        return null;
    }

    /**
     * Which of two dispatchers is which makes no difference; and who has lost the lane without a call under way is as
     * good as idle, if settling compares the token.
     */
    private LaneState reduced(LaneState state) {
        LaneState reduced = state.owner() == 1 ? state.swapped() : state;
        for (int d = 0; d < reduced.dispatchers().size(); d++) {
            Phase phase = reduced.dispatchers().get(d).phase();
            boolean calls = phase == Phase.MARKED || phase == Phase.ON_THE_WAY;
            if (d != reduced.owner() && !calls && phase != Phase.IDLE && !rules.maySettle(reduced.owner(), d)) {
                reduced = reduced.with(d, Dispatcher.IDLE);
            }
        }
        return reduced;
    }

    /** Everything that can happen next in one state. */
    private final class Steps {
        private final LaneState state;
        private final Consumer<Step<LaneState>> steps;

        Steps(LaneState state, Consumer<Step<LaneState>> steps) {
            this.state = state;
            this.steps = steps;
        }

        private void smooth(String name, LaneState to) {
            steps.accept(new Step<>(name, reduced(to), true));
        }

        private void rough(String name, LaneState to) {
            steps.accept(new Step<>(name, reduced(to), false));
        }

        void all() {
            for (int d = 0; d < state.dispatchers().size(); d++) {
                of(d, state.dispatchers().get(d));
            }
            ofTheLane();
            for (int send = 0; send < state.sends().size(); send++) {
                ofTheSend(send, state.sends().get(send));
            }
        }

        private void ofTheLane() {
            boolean alive = state.owner() >= 0;
            boolean calls = state.onTheWay().stream().anyMatch(open -> open > 0)
                    || state.dispatchers().stream().anyMatch(d -> d.phase() == Phase.ON_THE_WAY);
            if (state.owner() != LaneState.NOBODY && !state.leaseOver() && (rules.canBeAsked() || !calls)) {
                steps.accept(new Step<>("lease over", reduced(state.expired()), !alive));
            }
            Mark late = state.lateMark();
            if (late != null) {
                Send row = state.sends().get(late.send());
                rough("late mark lost", state.withLateMark(null));
                if (!state.leaseOver() && rules.mayMark(row, late.attempts())) {
                    rough("late mark", state.withLateMark(null).withSend(late.send(), row.marked(performed())));
                }
            }
        }

        private void ofTheSend(int send, Send row) {
            if (row.waits() && !row.isSettled()) {
                smooth("due " + send, state.withSend(send, row.due()));
            }
            if (row.calling() && row.unknown() && !row.isSettled() && !row.old()) {
                rough("old " + send, state.withSend(send, row.aged()));
            }
            if (state.onTheWay().get(send) > 0) {
                smooth("performed late " + send, state.withOnTheWay(send, -1).withPerformed(send));
                rough("dropped late " + send, state.withOnTheWay(send, -1));
            }
            int id = state.performed().indexOf(send) + 1;
            if (id > 0 && row.externalId() == 0 && row.status() != Status.PUBLISHED) {
                rough("echo " + send, state.withSend(send, row.published(id)));
            }
        }

        private void of(int d, Dispatcher at) {
            switch (at.phase()) {
                case IDLE -> claim(d);
                case HELD -> look(d, at);
                case MARKING -> mark(d, at);
                case MARKED -> call(d, at);
                case ON_THE_WAY -> network(d, at);
                case PERFORMED -> {
                    int id = state.performed().lastIndexOf(at.send()) + 1;
                    smooth(d + " answered", ended(d, at, SendOutcome.Sent.of("m" + id, LaneRules.CALLED)));
                    rough(d + " answer lost", ended(d, at, UNKNOWN));
                }
                case DROPPED -> {
                    smooth(d + " told to wait", ended(d, at, LATER));
                    rough(d + " refused", ended(d, at, REJECTED));
                    rough(d + " reset", ended(d, at, UNKNOWN));
                }
                case ASKING -> ask(d, at);
                case SETTLING -> settle(d, at, Objects.requireNonNull(at.settlement()));
            }
            if (at.phase() != Phase.IDLE) {
                crash(d, at);
            }
        }

        private void claim(int d) {
            int head = state.head();
            boolean due = head >= 0 && !state.sends().get(head).waits();
            if (state.leaseOver() || state.owner() == LaneState.NOBODY && due) {
                smooth(d + " claims", held(state.ownedBy(d), d));
            }
        }

        private void look(int d, Dispatcher at) {
            if (at.head() == null) {
                smooth(d + " rests", state.with(d, at.settling(rules.rest())));
                return;
            }
            Attempt attempt = rules.attempt(at.send(), at.head());
            smooth(
                    d + " looks",
                    state.with(
                            d,
                            switch (rules.next(attempt)) {
                                case NextStep.Rest rest -> at.settling(rules.rest());
                                case NextStep.Fail fail ->
                                    at.settling(attempt.settle(new Settlement.Failed(fail.error(), false)));
                                case NextStep.AccountFor lost -> at.settling(rules.abandoned(attempt));
                                case NextStep.Ask ask -> at.in(Phase.ASKING);
                                case NextStep.Send send -> at.in(Phase.MARKING);
                            }));
        }

        private void mark(int d, Dispatcher at) {
            Send row = state.sends().get(at.send());
            Send head = Objects.requireNonNull(at.head());
            boolean made = state.owner() == d && !state.leaseOver() && rules.mayMark(row, head.attempts());
            LaneState marked = made ? state.withSend(at.send(), row.marked(performed())) : state;
            smooth(d + " marks", marked.with(d, made ? at.in(Phase.MARKED) : at.settling(rules.rest())));
            if (row.attempts() < MOST_ATTEMPTS) {
                Dispatcher inDoubt = at.settling(rules.withoutAnswerToTheMark(rules.attempt(at.send(), head)));
                rough(d + " marks, and does not know", marked.with(d, inDoubt));
                rough(d + " mark delayed", withLateMark(d, at).with(d, inDoubt));
            }
        }

        private LaneState withLateMark(int d, Dispatcher at) {
            Mark mark = new Mark(at.send(), Objects.requireNonNull(at.head()).attempts());
            return state.owner() == d ? state.withLateMark(mark) : state;
        }

        private void call(int d, Dispatcher at) {
            if (rules.mayCall(state.leaseOver() || state.owner() != d)) {
                smooth(d + " calls", state.with(d, at.in(Phase.ON_THE_WAY)));
            } else {
                Attempt attempt = rules.attempt(at.send(), Objects.requireNonNull(at.head()));
                smooth(d + " is too late", state.with(d, at.settling(attempt.settle(new Settlement.Returned()))));
            }
        }

        private void network(int d, Dispatcher at) {
            smooth(d + " performed", state.withPerformed(at.send()).with(d, at.in(Phase.PERFORMED)));
            rough(d + " dropped", state.with(d, at.in(Phase.DROPPED)));
            if (rules.canBeAsked()) {
                rough(d + " waits no longer", ended(state.withOnTheWay(at.send(), 1), d, at, UNKNOWN));
            }
        }

        private void ask(int d, Dispatcher at) {
            boolean open = state.onTheWay().get(at.send()) > 0
                    || state.dispatchers().stream()
                            .anyMatch(other -> other.phase() == Phase.ON_THE_WAY && other.send() == at.send());
            if (open) {
                return;
            }
            Attempt attempt = rules.attempt(at.send(), Objects.requireNonNull(at.head()));
            Found found = rules.find(state.conversation(at.send()), state.known(at.send()));
            smooth(d + " asked", state.with(d, at.settling(rules.asked(attempt, found))));
            rough(d + " not told", state.with(d, at.settling(rules.asked(attempt, new Found.CannotTell("busy")))));
        }

        private LaneState ended(int d, Dispatcher at, SendOutcome outcome) {
            return ended(state, d, at, outcome);
        }

        /** The head is what was read before the mark; the settlement goes by that, as in {@link Lanes}. */
        private LaneState ended(LaneState then, int d, Dispatcher at, SendOutcome outcome) {
            Attempt attempt = rules.attempt(at.send(), Objects.requireNonNull(at.head()));
            return then.with(d, at.settling(rules.ended(attempt, outcome)));
        }

        private void settle(int d, Dispatcher at, Settlement settlement) {
            if (state.leaseOver() || state.owner() != d) {
                smooth(d + " has lost the lane", state.with(d, Dispatcher.IDLE));
            }
            if (rules.maySettle(state.owner(), d)) {
                Optional<LaneState> written = Settling.write(state, at.send(), settlement);
                smooth(
                        d + " settles",
                        written.map(after -> release(after, d))
                                .orElseGet(() -> state.with(
                                        d,
                                        rules.insteadOf(settlement)
                                                .map(at::settling)
                                                .orElse(at))));
            }
        }

        private LaneState release(LaneState after, int d) {
            int head = after.head();
            boolean goesOn = head >= 0 && !after.sends().get(head).waits();
            return goesOn
                    ? held(after.renewed(), d)
                    : after.ownedBy(LaneState.NOBODY).with(d, Dispatcher.IDLE);
        }

        private void crash(int d, Dispatcher at) {
            LaneState dead = state.owner() == d ? state.afterDeath() : state;
            LaneState crashed = dead.with(d, Dispatcher.IDLE);
            rough(d + " crashes", at.phase() == Phase.ON_THE_WAY ? crashed.withOnTheWay(at.send(), 1) : crashed);
            if (at.phase() == Phase.MARKING && state.owner() == d) {
                rough(
                        d + " crashes in its mark",
                        withLateMark(d, at).afterDeath().with(d, Dispatcher.IDLE));
            }
        }

        private int performed() {
            return state.performed().size();
        }

        private LaneState held(LaneState then, int d) {
            int head = then.head();
            return then.with(
                    d,
                    new Dispatcher(
                            Phase.HELD, head, head < 0 ? null : then.sends().get(head), null));
        }
    }
}
