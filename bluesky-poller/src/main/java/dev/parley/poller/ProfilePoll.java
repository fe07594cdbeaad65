package dev.parley.poller;

import dev.parley.disconnect.AccessLoss;
import dev.parley.normalise.SupersededException;
import dev.parley.platform.EventPoller;
import dev.parley.platform.EventPoller.PollOutcome;
import dev.parley.platform.Platform;
import dev.parley.platform.Platforms;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One profile's turn.
 *
 * <pre>
 *   claim ──► budget ──► ask ──┬─► page ──► write events + cursor ──► more? ask again : give back, due later
 *                              ├─► later ───────────────────────────► give back, due when the platform says
 *                              └─► disconnected ──► profile expired ─► give back
 * </pre>
 */
@ApplicationScoped
class ProfilePoll {
    private static final Logger LOG = Logger.getLogger(ProfilePoll.class);

    private final PollerConfig config;
    private final Platforms platforms;
    private final ProfileDirectory profiles;
    private final RequestBudget budget;
    private final PageWriter pages;
    private final Cursors cursors;
    private final AccessLoss access;
    private final PollerMeters meters;

    ProfilePoll(
            PollerConfig config,
            Platforms platforms,
            ProfileDirectory profiles,
            RequestBudget budget,
            PageWriter pages,
            Cursors cursors,
            AccessLoss access,
            PollerMeters meters) {
        this.config = config;
        this.platforms = platforms;
        this.profiles = profiles;
        this.budget = budget;
        this.pages = pages;
        this.cursors = cursors;
        this.access = access;
        this.meters = meters;
    }

    /** How far a turn has come. */
    private record Turn(
            Cursors.Claim claim,
            Profile profile,
            EventPoller poller,
            Platform platform,
            @Nullable String cursor,
            int pages,
            boolean eventful) {
        Turn after(PollOutcome.Page page) {
            return new Turn(
                    claim,
                    profile,
                    poller,
                    platform,
                    page.cursor(),
                    pages + 1,
                    eventful || !page.events().isEmpty());
        }
    }

    /** Never fails: a turn that goes wrong is given back, or left to its lease. */
    Uni<Void> run(Cursors.Claim claim) {
        return begin(claim)
                .flatMap(turn -> turn.isEmpty() ? Uni.createFrom().item(config.interval()) : ask(turn.get()))
                .onFailure()
                .recoverWithItem(failure -> wentWrong(claim, failure))
                .flatMap(dueIn -> cursors.giveBack(claim, dueIn))
                .onFailure()
                .invoke(failure -> LOG.warnf("poll profile=%s left to its lease: %s", claim.profile(), failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Optional<Turn>> begin(Cursors.Claim claim) {
        return profiles.fresh(claim.profile())
                .map(found -> found.filter(profile -> profile.status() == Profile.Status.ACTIVE)
                        .flatMap(profile -> turn(claim, profile)));
    }

    private Optional<Turn> turn(Cursors.Claim claim, Profile profile) {
        return platforms
                .named(profile.platform())
                .flatMap(platform -> platforms
                        .with(EventPoller.class, profile.platform())
                        .map(poller -> begin(claim, profile, poller, platform)));
    }

    /** Whoever has just connected an account looks at it: that counts as traffic. */
    private static Turn begin(Cursors.Claim claim, Profile profile, EventPoller poller, Platform platform) {
        boolean justConnected = claim.cursor() == null;
        return new Turn(claim, profile, poller, platform, claim.cursor(), 0, justConnected);
    }

    /** When the profile is due again. */
    private Uni<Duration> ask(Turn turn) {
        return budget.take(turn.poller.host(turn.profile))
                .chain(() -> turn.poller.poll(turn.profile, turn.cursor, config.pageDeadline()))
                .ifNoItem()
                .after(config.pageDeadline().multipliedBy(2))
                .fail()
                .flatMap(outcome -> switch (outcome) {
                    case PollOutcome.Page page -> write(turn, page);
                    case PollOutcome.Later later -> Uni.createFrom().item(later(turn, later));
                    case PollOutcome.Disconnected lost ->
                        access.expire(turn.profile).map(told -> config.interval());
                });
    }

    private Uni<Duration> write(Turn turn, PollOutcome.Page page) {
        Turn next = turn.after(page);
        Cursors.Step step = new Cursors.Step(turn.claim, turn.cursor, page.cursor(), next.eventful);
        meters.page(turn.platform.name(), page.events().size());
        LOG.debugf(
                "poll profile=%s events=%d more=%b",
                turn.profile.id(), page.events().size(), page.more());
        return pages.write(turn.profile, turn.platform, page.events(), step).flatMap(written -> {
            boolean goesOn = page.more() && next.pages < config.mostPages();
            return goesOn ? ask(next) : Uni.createFrom().item(page.more() ? Duration.ZERO : pause(next));
        });
    }

    private Duration later(Turn turn, PollOutcome.Later later) {
        meters.later(turn.platform.name());
        Duration after = later.after();
        LOG.infof("poll profile=%s later: %s", turn.profile.id(), later.error().message());
        return after == null ? spread(config.interval()) : after;
    }

    private Duration pause(Turn turn) {
        Instant seen = turn.claim.lastSeen();
        boolean busy =
                turn.eventful || (seen != null && seen.plus(config.busyFor()).isAfter(Instant.now()));
        return spread(busy ? config.busyInterval() : config.interval());
    }

    /** So that profiles connected together are not asked about together for ever. */
    private static Duration spread(Duration pause) {
        double share = ThreadLocalRandom.current().nextDouble(0.9, 1.1);
        return Duration.ofMillis(Math.round(pause.toMillis() * share));
    }

    private Duration wentWrong(Cursors.Claim claim, Throwable failure) {
        if (failure instanceof SupersededException) {
            meters.superseded();
            LOG.debugf("poll profile=%s: another replica was quicker", claim.profile());
            return config.busyInterval();
        }
        meters.failed();
        LOG.warnf("poll profile=%s failed: %s", claim.profile(), failure.toString());
        return config.busyInterval();
    }
}
