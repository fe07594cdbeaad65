package dev.parley.dispatch.lane;

import dev.parley.batch.NaturalBatch;
import dev.parley.dispatch.lane.OutcomeRules.Attempt;
import dev.parley.dispatch.lane.SettleStatement.Settled;
import dev.parley.dispatch.throttle.BudgetSlices;
import dev.parley.dispatch.throttle.Permit;
import dev.parley.platform.Platform;
import dev.parley.platform.PlatformError;
import dev.parley.platform.Platforms;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import dev.parley.trace.Step;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes claimed lanes forward, one send at a time each, many lanes at once.
 *
 * <pre>
 *   claimed lane
 *        │
 *        ▼
 *      look ──► rest ─────────────────────────────────────────────┐
 *        │ └──► fail / account for a lost call / ask the platform ─┤
 *        ▼                                                        │
 *     permit ──► later: rest ─────────────────────────────────────┤
 *        ▼                                                        ▼
 *   mark calling ──► lane lost: rest; no answer: not called ───► settle ──► next head is due: look again
 *        ▼                                                        ▲  └───► otherwise: give back
 *      call ──────────────────────────────────────────────────────┘
 * </pre>
 *
 * A call stands between two statements, each compared with the lane's lease: the mark before it, after which the send
 * counts as perhaps performed, and the settlement. An owner that finds on its own monotonic clock that its lease may
 * be over writes nothing; the next owner then finds a call without an end and treats its outcome as unknown.
 */
@ApplicationScoped
class Lanes {
    private static final Logger LOG = Logger.getLogger(Lanes.class);
    /** So that an error that stays does not make a loop. */
    private static final Duration AFTER_LOST_MARK = Duration.ofSeconds(1);

    private final LaneConfig config;
    private final ProfileDirectory profiles;
    private final Platforms platforms;
    private final BudgetSlices budgets;
    private final OutcomeRules rules;
    private final SendAttempt call;
    private final SendLog log;
    private final LeaseTerms terms;
    private final CallStatement calls;
    private final NaturalBatch<CallStatement.Call, Boolean> marks;
    private final NaturalBatch<Settlement, Settled> settlements;
    private volatile boolean draining;

    Lanes(
            Pool pool,
            LaneConfig config,
            ProfileDirectory profiles,
            Platforms platforms,
            BudgetSlices budgets,
            OutcomeRules rules,
            SendAttempt call,
            SendLog log,
            SettleStatement settle) {
        this.config = config;
        this.profiles = profiles;
        this.platforms = platforms;
        this.budgets = budgets;
        this.rules = rules;
        this.call = call;
        this.log = log;
        this.terms = LeaseTerms.of(config);
        this.calls = new CallStatement(pool, terms);
        // Few batches at a time: while one is under way the next one fills, and what a batch costs hardly grows with
        // it.
        this.marks = new NaturalBatch<>(256, 1, 2 * config.slots(), calls::mark);
        this.settlements = new NaturalBatch<>(256, 2, 2 * config.slots(), settle::settle);
    }

    /** Hears of what a held lane does, so that its slot is counted right. */
    interface Watcher {
        void calls(Lease lease);

        void waits(Lease lease);

        void gaveBack(Lease lease);
    }

    /** Goes on with the lane until nothing is due in it; never fails, and tells the watcher when the slot is free. */
    void run(ClaimStatement.Claimed lane, Watcher watcher) {
        step(lane, watcher)
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("%s is left to its lease: %s", lane.lease().chat(), failure))
                .onFailure()
                .recoverWithItem(Settled.LOST)
                .subscribe()
                .with(settled -> goOn(lane.lease(), settled, watcher));
    }

    /** Lanes are given back after the send at hand. */
    void drain() {
        draining = true;
    }

    private void goOn(Lease lease, Settled settled, Watcher watcher) {
        Lease kept = settled.lease();
        if (kept == null) {
            watcher.gaveBack(lease);
        } else {
            watcher.waits(kept);
            run(new ClaimStatement.Claimed(kept, settled.next()), watcher);
        }
    }

    private Uni<Settled> step(ClaimStatement.Claimed lane, Watcher watcher) {
        Head head = lane.head();
        return head == null ? rest(lane.lease(), Duration.ZERO) : look(lane.lease(), head, watcher);
    }

    private Uni<Settled> look(Lease lease, Head head, Watcher watcher) {
        return profileOf(lease, head).flatMap(found -> {
            Profile profile = found.orElseThrow(() -> new IllegalStateException("no profile " + lease.profile()));
            Optional<Platform> platform = platforms.named(profile.platform());
            return platform.isEmpty()
                    ? settle(Settlement.of(lease, head, new Settlement.Failed(notHere(profile), false)), "none")
                    : take(new Attempt(lease, head, profile, platform.get()), watcher);
        });
    }

    /** The directory may be half a second behind; the head says how the profile stands. */
    private Uni<Optional<Profile>> profileOf(Lease lease, Head head) {
        Optional<Profile> known = profiles.byId(lease.profile());
        return known.filter(profile -> profile.status() == head.profileStatus()).isPresent()
                ? Uni.createFrom().item(known)
                : profiles.fresh(lease.profile());
    }

    private Uni<Settled> take(Attempt attempt, Watcher watcher) {
        return switch (NextStep.of(attempt, config.holdFor())) {
            case NextStep.Rest rest -> rest(attempt.lease(), Duration.ZERO);
            case NextStep.Fail fail -> settle(attempt, attempt.settle(new Settlement.Failed(fail.error(), false)));
            case NextStep.AccountFor lost -> settle(attempt, rules.abandoned(attempt));
            case NextStep.Ask ask -> ask(attempt, ask, watcher);
            case NextStep.Send send -> permit(attempt, watcher);
        };
    }

    private Uni<Settled> ask(Attempt attempt, NextStep.Ask question, Watcher watcher) {
        watcher.calls(attempt.lease());
        return call.ask(attempt, question)
                .flatMap(found -> settle(attempt, rules.asked(attempt, question.probe(), found)));
    }

    private Uni<Settled> permit(Attempt attempt, Watcher watcher) {
        return budgets.take(attempt.profile(), attempt.platform()).flatMap(permit -> switch (permit) {
            case Permit.Granted granted -> markCalling(attempt, watcher);
            case Permit.Later later -> rest(attempt.lease(), later.dueIn());
        });
    }

    private Uni<Settled> markCalling(Attempt attempt, Watcher watcher) {
        return calls.lasting(attempt.lease())
                .flatMap(lasting -> lasting.isPresent()
                        ? mark(attempt.under(lasting.get()), watcher)
                        : rest(attempt.lease(), Duration.ZERO));
    }

    private enum Mark {
        MADE,
        REFUSED,
        /** The database did not answer: it stands, or not, or will. */
        IN_DOUBT
    }

    private Uni<Settled> mark(Attempt attempt, Watcher watcher) {
        return marks.submit(new CallStatement.Call(attempt.lease(), attempt.head()))
                .map(made -> made ? Mark.MADE : Mark.REFUSED)
                .onFailure()
                .invoke(failure -> LOG.warnf("%s not called: %s", attempt.head().id(), failure))
                .onFailure()
                .recoverWithItem(Mark.IN_DOUBT)
                .flatMap(mark -> switch (mark) {
                    case MADE -> call(attempt, watcher);
                    case REFUSED -> rest(attempt.lease(), Duration.ZERO);
                    case IN_DOUBT ->
                        settle(
                                attempt,
                                attempt.settle(new Settlement.NotCalled()).restingFor(AFTER_LOST_MARK));
                });
    }

    private Uni<Settled> call(Attempt attempt, Watcher watcher) {
        watcher.calls(attempt.lease());
        Step step = call.begin(attempt);
        return call(attempt.tracedBy(step.traceparent()), step);
    }

    private Uni<Settled> call(Attempt attempt, Step step) {
        if (!terms.allowsCall(attempt.lease())) {
            step.fail("returned");
            return settle(attempt, attempt.settle(new Settlement.Returned()));
        }
        return call.send(attempt, step).flatMap(outcome -> {
            Settlement settlement = rules.settle(attempt, outcome);
            return settle(attempt, settlement).call(settled -> call.spread(attempt, outcome, settlement));
        });
    }

    private Uni<Settled> rest(Lease lease, Duration pause) {
        return settle(Settlement.rest(lease, pause), "none");
    }

    private Uni<Settled> settle(Attempt attempt, Settlement settlement) {
        return settle(settlement, attempt.platform().name());
    }

    private Uni<Settled> settle(Settlement settlement, String platform) {
        return write(draining ? settlement.givenBack() : settlement, platform);
    }

    /**
     * Repeats while the database is away, as long as the lease is surely ours: what the platform said must not get
     * lost. What the database refuses is not repeated, but written as {@link RefusedSettlement} says.
     */
    private Uni<Settled> write(Settlement settlement, String platform) {
        return Uni.createFrom()
                .deferred(() -> terms.allowsWriting(settlement.lease())
                        ? settlements.submit(settlement)
                        : Uni.createFrom().item(Settled.LOST))
                .onFailure(failure -> !RefusedSettlement.isRefusal(failure))
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(2))
                .expireIn(config.lease().toMillis())
                .invoke(settled -> count(settled, settlement, platform))
                .onFailure(RefusedSettlement::isRefusal)
                .recoverWithUni(refusal -> writeInstead(settlement, refusal, platform));
    }

    private Uni<Settled> writeInstead(Settlement refused, Throwable refusal, String platform) {
        LOG.errorf(
                "%s of %s cannot be settled so: %s",
                refused.message(), refused.lease().chat(), refusal);
        return RefusedSettlement.instead(refused)
                .map(less -> write(less, platform))
                .orElseGet(() -> Uni.createFrom().failure(refusal));
    }

    private void count(Settled settled, Settlement settlement, String platform) {
        if (settled.written()) {
            log.settled(platform, settlement);
        } else {
            LOG.warnf("%s is not ours, or not any more", settlement.lease().chat());
        }
    }

    private static PlatformError notHere(Profile profile) {
        return PlatformError.of("The platform " + profile.platform() + " is not available");
    }
}
