package dev.parley.dispatch.job;

import dev.parley.disconnect.AccessLoss;
import dev.parley.platform.Platform;
import dev.parley.platform.Platforms;
import dev.parley.platform.SubscriptionCheck;
import dev.parley.platform.TokenRefresher;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileRows;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Looks now and then what connected accounts are in want of.
 *
 * <pre>
 *   nobody looks at its subscription ──► a check, some time within the interval
 *   its token ends soon              ──► a renewal, now
 *   its token has ended              ──► access lost: expired, profile.disconnected, once
 * </pre>
 */
@ApplicationScoped
public class AccountMaintenance {
    private static final Logger LOG = Logger.getLogger(AccountMaintenance.class);

    private static final String ENDED = "select " + ProfileRows.COLUMNS
            + " from profiles where status = 'active' and platform = any($1) and expires_at < now() limit 100";

    private final AccountJobs jobs;
    private final Platforms platforms;
    private final AccessLoss accessLoss;
    private final Pool pool;
    private final Vertx vertx;
    private final RoundsConfig config;
    private final AtomicBoolean busy = new AtomicBoolean();

    AccountMaintenance(
            AccountJobs jobs, Platforms platforms, AccessLoss accessLoss, Pool pool, Vertx vertx, RoundsConfig config) {
        this.jobs = jobs;
        this.platforms = platforms;
        this.accessLoss = accessLoss;
        this.pool = pool;
        this.vertx = vertx;
        this.config = config;
    }

    void start(@Observes StartupEvent starting) {
        vertx.setPeriodic(config.lookEvery().toMillis(), timer -> look());
    }

    void stop(@Observes @Priority(100) ShutdownEvent stopping) {
        busy.set(true);
    }

    private void look() {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        jobs.checkWithin(config.checkSubscriptionEvery(), having(SubscriptionCheck.class))
                .chain(this::renew)
                .chain(this::expireEnded)
                .onFailure()
                .invoke(failure -> LOG.debugf("accounts not looked after: %s", failure))
                .onFailure()
                .recoverWithNull()
                .subscribe()
                .with(done -> busy.set(false));
    }

    private Uni<Void> renew() {
        return Multi.createFrom()
                .iterable(having(TokenRefresher.class))
                .onItem()
                .transformToUniAndConcatenate(name -> jobs.renewThoseEndingIn(
                        platforms.with(TokenRefresher.class, name).orElseThrow().refreshBefore(), name))
                .collect()
                .last();
    }

    private Uni<Void> expireEnded() {
        String[] names = having(TokenRefresher.class).toArray(String[]::new);
        return pool.preparedQuery(ENDED)
                .execute(Tuple.of(names))
                .onItem()
                .transformToMulti(rows -> {
                    List<Profile> ended = new ArrayList<>();
                    rows.forEach(row -> ended.add(ProfileRows.read(row)));
                    return Multi.createFrom().iterable(ended);
                })
                .onItem()
                .transformToUniAndConcatenate(accessLoss::expire)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private List<String> having(Class<?> ability) {
        return platforms.all().stream()
                .filter(ability::isInstance)
                .map(Platform::name)
                .toList();
    }
}
