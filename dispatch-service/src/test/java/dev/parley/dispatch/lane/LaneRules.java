package dev.parley.dispatch.lane;

import dev.parley.dispatch.lane.LaneState.Send;
import dev.parley.dispatch.lane.OutcomeRules.Attempt;
import dev.parley.dispatch.retry.RetryConfig;
import dev.parley.dispatch.retry.RetrySchedule;
import dev.parley.dispatch.throttle.RateConfig;
import dev.parley.dispatch.throttle.Rates;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.GroupId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.LostMessage;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.Platform;
import dev.parley.platform.SendOutcome;
import dev.parley.profile.Profile;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The decisions of the lane protocol: the product's own classes, asked about a state of the model. A test that wants to
 * see what a rule is good for overrides it.
 */
class LaneRules {
    static final Instant CALLED = Instant.parse("2026-06-01T08:00:00Z");
    private static final Duration HOLD_FOR = Duration.ofHours(24);
    private static final ChatId CHAT = new ChatId(1);
    private static final ProfileId PROFILE = new ProfileId(1);
    private static final Lease LEASE = new Lease(CHAT, PROFILE, new UUID(0, 1), 0);
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);
    private static final LostMessage.Span SPAN =
            new LostMessage.Span(CALLED.minus(CLOCKS_DIFFER), CALLED.minus(CLOCKS_DIFFER));

    private final LaneConfig config = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(LaneConfig.class)
            .build()
            .getConfigMapping(LaneConfig.class);
    private final OutcomeRules outcomes = new OutcomeRules(schedule(), rates(), config);
    private final Platform platform;
    private final Profile profile;

    LaneRules(Platform platform) {
        this.platform = platform;
        this.profile = new Profile(
                PROFILE,
                new AccountId(1),
                new GroupId(1),
                platform.name(),
                "account",
                "Account",
                "account",
                Profile.Status.ACTIVE,
                null,
                null,
                Json.object(),
                Json.object(),
                null);
    }

    private static RetrySchedule schedule() {
        return new RetrySchedule(new RetryConfig() {
            @Override
            public List<Duration> schedule() {
                return List.of(Duration.ofSeconds(5));
            }

            @Override
            public double jitter() {
                return 0;
            }
        });
    }

    private static Rates rates() {
        return new Rates(new RateConfig() {
            @Override
            public Map<String, Double> perProfile() {
                return Map.of();
            }

            @Override
            public Map<String, Double> perChat() {
                return Map.of();
            }
        });
    }

    boolean canBeAsked() {
        return platform instanceof OutcomeProbe;
    }

    Attempt attempt(int send, Send row) {
        Duration callAge = row.calling() ? callAge(row) : Duration.ZERO;
        Head head = new Head(
                new MessageId(send + 1),
                CHAT,
                new Head.Content("the same", null, null, null, null, null, null, null),
                new OutboundMessage.Recipient("participant", null),
                callAge,
                row.attempts(),
                row.waits() ? Duration.ofSeconds(1) : Duration.ZERO,
                row.calling() ? CALLED : null,
                callAge,
                row.unknown(),
                null,
                false,
                Profile.Status.ACTIVE,
                Duration.ZERO,
                null,
                null);
        return new Attempt(LEASE, head, profile, platform);
    }

    /** Whoever finds an open call comes after the platform's settling time. */
    private Duration callAge(Send row) {
        return row.old() ? config.askFor().plusSeconds(1) : Duration.ofSeconds(30);
    }

    Settlement rest() {
        return Settlement.rest(LEASE, Duration.ZERO);
    }

    NextStep next(Attempt attempt) {
        return NextStep.of(attempt, HOLD_FOR);
    }

    /** What {@link CallStatement} asks of the row. */
    boolean mayMark(Send row, int attempts) {
        return !row.isSettled() && !row.calling() && row.attempts() == attempts;
    }

    /** {@link LeaseTerms} says so by the dispatcher's own clock. */
    boolean mayCall(boolean leaseOver) {
        return !leaseOver;
    }

    /** What {@link SettleStatement} asks of the lane. */
    boolean maySettle(int owner, int dispatcher) {
        return owner == dispatcher;
    }

    Settlement ended(Attempt attempt, SendOutcome outcome) {
        return outcomes.settle(attempt, outcome);
    }

    Settlement abandoned(Attempt attempt) {
        return outcomes.abandoned(attempt);
    }

    Settlement asked(Attempt attempt, OutcomeProbe.Found found) {
        return outcomes.asked(attempt, (OutcomeProbe) platform, found);
    }

    OutcomeProbe.Found find(List<LostMessage.Seen> conversation, Set<String> known) {
        return LostMessage.judge(conversation, known, SPAN, true);
    }

    Settlement withoutAnswerToTheMark(Attempt attempt) {
        return attempt.settle(new Settlement.NotCalled());
    }

    Optional<Settlement> insteadOf(Settlement refused) {
        return RefusedSettlement.instead(refused);
    }
}
