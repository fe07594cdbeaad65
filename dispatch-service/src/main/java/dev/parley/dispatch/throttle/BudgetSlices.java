package dev.parley.dispatch.throttle;

import dev.parley.batch.NaturalBatch;
import dev.parley.id.ProfileId;
import dev.parley.platform.Platform;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Keeps every profile within its network's rate, whatever the number of dispatchers.
 *
 * <pre>
 *   take ──► permits in hand? ──yes──► granted
 *                  │ no
 *                  └──► wait ──► slice of at most 250 ms' worth from the budget row ──► when it begins: granted
 *                                        └── row is far ahead (a platform's 429 moved it): later
 * </pre>
 */
@ApplicationScoped
public class BudgetSlices {
    private static final Logger LOG = Logger.getLogger(BudgetSlices.class);
    /** Longer than this nobody waits with a lane in hand. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    /** Above this a limit is none. */
    private static final double UNLIMITED = 50_000;

    private final Rates rates;
    private final Vertx vertx;
    private final BudgetStatement statement;
    private final NaturalBatch<BudgetStatement.Wanted, Duration> slices;
    private final Map<ProfileId, ProfileBudget> budgets = new ConcurrentHashMap<>();

    public BudgetSlices(Pool pool, Rates rates, Vertx vertx) {
        this.rates = rates;
        this.vertx = vertx;
        this.statement = new BudgetStatement(pool, PATIENCE);
        this.slices = new NaturalBatch<>(128, 2, 10_000, statement::take);
    }

    /** One call's permit. Answers within about a second, or with how long to stay away. */
    public Uni<Permit> take(Profile profile, Platform platform) {
        double perSecond = rates.perProfile(platform);
        ProfileBudget budget = budgetOf(profile.id());
        return Uni.createFrom().emitter(caller -> {
            if (tryNow(budget, perSecond, caller)) {
                return;
            }
            askForSlice(profile.id(), budget, perSecond);
        });
    }

    /** How many callers of the profile may wait at the same time without anybody waiting long; zero while held back. */
    public int room(Profile profile, Platform platform) {
        ProfileBudget budget = budgets.get(profile.id());
        if (budget != null) {
            synchronized (budget) {
                if (budget.isHeldBack()) {
                    return 0;
                }
            }
        }
        double perSecond = rates.perProfile(platform);
        return perSecond >= UNLIMITED ? Integer.MAX_VALUE : Math.max(1, (int) Math.ceil(perSecond / 2));
    }

    /** The network asked for a pause of the whole profile: nobody calls before it is over, in no dispatcher. */
    public Uni<Void> holdBack(Profile profile, Duration pause) {
        ProfileBudget budget = budgetOf(profile.id());
        synchronized (budget) {
            budget.holdBack(pause);
        }
        return statement.holdBack(scope(profile.id()), pause);
    }

    private ProfileBudget budgetOf(ProfileId profile) {
        return budgets.computeIfAbsent(profile, id -> new ProfileBudget());
    }

    private static boolean tryNow(ProfileBudget budget, double perSecond, UniEmitter<? super Permit> caller) {
        Permit answer;
        synchronized (budget) {
            if (budget.isHeldBack()) {
                answer = new Permit.Later(budget.heldBackFor());
            } else if (perSecond >= UNLIMITED || budget.spend()) {
                answer = ProfileBudget.granted();
            } else {
                budget.await(caller);
                return false;
            }
        }
        caller.complete(answer);
        return true;
    }

    private void askForSlice(ProfileId profile, ProfileBudget budget, double perSecond) {
        int permits;
        synchronized (budget) {
            permits = budget.nextSlice(perSecond);
        }
        if (permits == 0) {
            return;
        }
        BudgetStatement.Wanted wanted = new BudgetStatement.Wanted(scope(profile), permits * 1000 / perSecond);
        slices.submit(wanted).subscribe().with(wait -> receive(profile, budget, perSecond, permits, wait), failure -> {
            LOG.warnf("no slice of the budget of %s: %s", profile, failure);
            sendAway(budget, AFTER_FAILURE);
        });
    }

    private void receive(ProfileId profile, ProfileBudget budget, double perSecond, int permits, Duration wait) {
        if (wait.compareTo(PATIENCE) > 0) {
            synchronized (budget) {
                budget.holdBack(wait);
            }
            sendAway(budget, wait);
        } else if (wait.isPositive()) {
            vertx.setTimer(wait.toMillis(), timer -> begin(profile, budget, perSecond, permits));
        } else {
            begin(profile, budget, perSecond, permits);
        }
    }

    private void begin(ProfileId profile, ProfileBudget budget, double perSecond, int permits) {
        List<UniEmitter<? super Permit>> through;
        synchronized (budget) {
            through = budget.begin(permits);
        }
        through.forEach(caller -> caller.complete(ProfileBudget.granted()));
        askForSlice(profile, budget, perSecond);
    }

    private static void sendAway(ProfileBudget budget, Duration wait) {
        List<UniEmitter<? super Permit>> away;
        synchronized (budget) {
            away = budget.giveUp();
        }
        away.forEach(caller -> caller.complete(new Permit.Later(wait)));
    }

    private static String scope(ProfileId profile) {
        return "profile:" + profile;
    }
}
