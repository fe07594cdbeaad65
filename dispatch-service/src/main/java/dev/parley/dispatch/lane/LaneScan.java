package dev.parley.dispatch.lane;

import dev.parley.batch.NaturalBatch;
import dev.parley.dispatch.metrics.DispatchMeters;
import dev.parley.dispatch.throttle.BudgetSlices;
import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import dev.parley.platform.Platforms;
import dev.parley.profile.ProfileDirectory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds lanes to work on and fills the slots with them.
 *
 * <pre>
 *   wake (a command came) ──► room? ──► claim it by name ──┐
 *        no room: dropped, the scan finds it               ├──► Lanes.run ──► slot free ──┐
 *   every 200 ms, and when slots are free ──► scan ────────┘        ▲                     │
 *                                              ▲                    │ more is waiting     │
 *                                              └────────────────────┴─────────────────────┘
 * </pre>
 *
 * The scan alone would do: it covers lost commands, crashes, retries and reconnected profiles. Waking saves its
 * interval. While more is due than there is room for, lanes are not woken but found, the longest waiting first, and
 * profile by profile, so that nobody overtakes and a full profile hides nobody. Waiting lanes cost no memory here.
 *
 * <p>Most scans look at what became due recently; every five seconds one looks at all. While an old snapshot keeps dead
 * index entries alive (a backup, a forgotten transaction), a scan of all walks every lane that was due since.
 */
@ApplicationScoped
public class LaneScan {
    private static final Logger LOG = Logger.getLogger(LaneScan.class);
    private static final int BATCH = 128;
    private static final Duration RECENTLY = Duration.ofSeconds(20);
    private static final Duration EVER = Duration.ofDays(36_500);
    private static final Duration COMPLETE_SCAN_EVERY = Duration.ofSeconds(5);

    private final LaneConfig config;
    private final Lanes lanes;
    private final BudgetSlices budgets;
    private final ProfileDirectory profiles;
    private final Platforms platforms;
    private final Vertx vertx;
    private final ClaimStatement claims;
    private final NaturalBatch<Lease, Boolean> wakes;
    private final Slots slots;
    private final AtomicBoolean scanning = new AtomicBoolean();
    private final CountDownLatch idle = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile boolean crowded;
    private volatile long turn;
    private volatile long completeScanAt = System.nanoTime();

    LaneScan(
            Pool pool,
            LaneConfig config,
            Lanes lanes,
            BudgetSlices budgets,
            ProfileDirectory profiles,
            Platforms platforms,
            Vertx vertx,
            DispatchMeters meters) {
        this.config = config;
        this.lanes = lanes;
        this.budgets = budgets;
        this.profiles = profiles;
        this.platforms = platforms;
        this.vertx = vertx;
        this.claims = new ClaimStatement(pool, config.lease());
        this.wakes = new NaturalBatch<>(BATCH, 1, config.slots(), this::claimNamed);
        this.slots = new Slots(config.slots());
        meters.watchHeld(slots::held);
    }

    void start(@Observes StartupEvent starting) {
        vertx.setPeriodic(config.scanEvery().toMillis(), timer -> scan());
    }

    /** Something may be due in the lane. Never waits; what finds no room is found by the scan. */
    public void wake(ChatId chat, ProfileId profile) {
        if (stopping || crowded || !slots.take(chat, profile, permitRoom(profile))) {
            return;
        }
        Lease lease = Lease.ask(chat, profile);
        wakes.submit(lease).subscribe().with(claimed -> {}, failure -> {
            LOG.debugf("%s not claimed: %s", chat, failure);
            lanes.run(ClaimStatement.Claimed.perhaps(lease), watcher);
        });
    }

    private Uni<List<Boolean>> claimNamed(List<Lease> leases) {
        Map<ChatId, Lease> byChat = new HashMap<>();
        leases.forEach(lease -> byChat.put(lease.chat(), lease));
        return claims.named(byChat.values()).map(claimed -> {
            claimed.forEach(lane -> byChat.remove(lane.lease().chat()));
            byChat.values().forEach(this::gaveBack);
            claimed.forEach(lane -> lanes.run(lane, watcher));
            return leases.stream().map(lease -> true).toList();
        });
    }

    private void scan() {
        int free = slots.free();
        if (stopping || free <= 0 || !scanning.compareAndSet(false, true)) {
            return;
        }
        List<Lease> taken = new ArrayList<>();
        int limit = Math.min(BATCH, free);
        find(limit, taken)
                .subscribe()
                .with(
                        found -> {
                            scanning.set(false);
                            found.claimed().forEach(claimed -> lanes.run(claimed, watcher));
                            crowded = found.refused() > 0 || found.seen() >= limit || isAnyFull();
                            if (found.seen() >= limit) {
                                scan();
                            }
                        },
                        failure -> {
                            scanning.set(false);
                            taken.forEach(lease -> lanes.run(ClaimStatement.Claimed.perhaps(lease), watcher));
                            LOG.debugf("lanes not scanned: %s", failure);
                        });
    }

    private Uni<ClaimStatement.Scan> find(int limit, List<Lease> taken) {
        ClaimStatement.Admission admission = (chat, profile) -> admit(chat, profile, taken);
        if (!crowded) {
            return claims.oldest(limit, lookBack(), admission);
        }
        Map<ProfileId, Integer> room = new HashMap<>();
        slots.profiles().forEach(profile -> room.put(profile, Math.max(0, roomFor(profile))));
        return claims.byProfile(turn, room, Math.max(1, limit / 4), limit, admission)
                .invoke(found -> turn = found.seen() >= limit ? found.last() : 0);
    }

    /** Called by one scan at a time. */
    private Duration lookBack() {
        long now = System.nanoTime();
        if (now - completeScanAt < 0) {
            return RECENTLY;
        }
        completeScanAt = now + COMPLETE_SCAN_EVERY.toNanos();
        return EVER;
    }

    private @Nullable Lease admit(ChatId chat, ProfileId profile, List<Lease> taken) {
        if (!slots.take(chat, profile, permitRoom(profile))) {
            return null;
        }
        Lease lease = Lease.ask(chat, profile);
        taken.add(lease);
        return lease;
    }

    private int roomFor(ProfileId profile) {
        return slots.roomFor(profile, permitRoom(profile));
    }

    private boolean isAnyFull() {
        return slots.profiles().stream().anyMatch(profile -> roomFor(profile) <= 0);
    }

    private int permitRoom(ProfileId profile) {
        return profiles.byId(profile)
                .flatMap(known -> platforms.named(known.platform()).map(platform -> budgets.room(known, platform)))
                .orElse(Integer.MAX_VALUE);
    }

    private void gaveBack(Lease lease) {
        slots.giveBack(lease.chat(), lease.profile());
        if (stopping && slots.held() == 0) {
            idle.countDown();
        } else if (crowded && slots.free() >= Math.min(BATCH, Math.max(1, config.slots() / 8))) {
            scan();
        }
    }

    private final Lanes.Watcher watcher = new Lanes.Watcher() {
        @Override
        public void calls(Lease lease) {
            slots.call(lease.chat(), lease.profile());
        }

        @Override
        public void waits(Lease lease) {
            slots.waitAgain(lease.chat(), lease.profile());
        }

        @Override
        public void gaveBack(Lease lease) {
            LaneScan.this.gaveBack(lease);
        }
    };

    /** Before anything else is taken down: the calls under way end and are written down. */
    void stop(@Observes @Priority(100) ShutdownEvent stopping) throws InterruptedException {
        this.stopping = true;
        lanes.drain();
        if (slots.held() > 0 && !idle.await(config.drainFor().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("%d lanes are left to their leases", slots.held());
        }
    }
}
