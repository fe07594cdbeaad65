package dev.parley.dispatch.lane;

import dev.parley.dispatch.lane.Head.Content;
import dev.parley.dispatch.lane.Head.StoredAttachment;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.GroupId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.Capabilities;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.Platform;
import dev.parley.platform.PlatformError;
import dev.parley.platform.PrivateReplier;
import dev.parley.platform.SendOutcome;
import dev.parley.profile.Profile;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A head and its account, as the pure rules are asked about them. What a test does not set is a new, plain text. */
final class Given {
    static final Instant CALLED = Instant.parse("2026-06-01T08:00:00Z");
    static final Duration SETTLING = Duration.ofSeconds(30);
    static final Lease LEASE = Lease.ask(new ChatId(1), new ProfileId(2));
    static final PlatformError ALREADY = PlatformError.of("already replied");

    static final Platform SILENT = new Network();
    static final Platform ASKABLE = new AskableNetwork();
    static final Platform REPLYING = new ReplyingNetwork();

    Duration age = Duration.ofSeconds(1);
    int attempts;
    Duration dueIn = Duration.ZERO;

    @Nullable
    Instant calledAt;

    Duration callAge = Duration.ZERO;
    boolean outcomeUnknown;

    @Nullable
    PlatformError lastError;

    boolean waitsForMedia;
    Profile.Status status = Profile.Status.ACTIVE;
    Duration expiredFor = Duration.ZERO;

    @Nullable
    StoredAttachment attachment;

    boolean privateReply;
    boolean resendsUnknown;

    OutcomeRules.Attempt on(Platform platform) {
        return new OutcomeRules.Attempt(LEASE, head(), profile(), platform);
    }

    Head head() {
        return new Head(
                new MessageId(3),
                new ChatId(1),
                new Content("Hi", null, null, null, null, null, null, privateReply ? "comment" : null),
                new OutboundMessage.Recipient("participant", null),
                age,
                attempts,
                dueIn,
                calledAt,
                callAge,
                outcomeUnknown,
                lastError,
                waitsForMedia,
                status,
                expiredFor,
                attachment,
                "00-trace");
    }

    private Profile profile() {
        return new Profile(
                new ProfileId(2),
                new AccountId(4),
                new GroupId(5),
                "network",
                "account",
                "Shop",
                null,
                status,
                null,
                null,
                Json.object().put("unknown_outcome", resendsUnknown ? "resend" : "fail"),
                Json.object(),
                null);
    }

    static <T> T config(Class<T> mapping, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withDefaultValues(settings)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(mapping);
    }

    /** One that cannot be asked; its chats stay quiet for just under half a second. */
    private static class Network implements Platform {
        @Override
        public String name() {
            return "network";
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities("Network", Set.of(), List.of(), Map.of(), new Capabilities.Rates(30, 2), "webhook");
        }

        @Override
        public Uni<SendOutcome> send(Profile profile, OutboundMessage message) {
            throw new IllegalStateException("the rules call nobody");
        }
    }

    private static final class AskableNetwork extends Network implements OutcomeProbe {
        @Override
        public Duration settlingTime() {
            return SETTLING;
        }

        @Override
        public Uni<Found> probe(Profile profile, OutboundMessage message, LostCall call) {
            throw new IllegalStateException("the rules call nobody");
        }
    }

    private static final class ReplyingNetwork extends Network implements PrivateReplier {
        @Override
        public Duration commentLifetime() {
            return Duration.ofDays(7);
        }

        @Override
        public boolean saysAlreadyReplied(PlatformError refusal) {
            return refusal.equals(ALREADY);
        }
    }
}
