package dev.parley.poller;

import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.InboundEvent.MessageArrived;
import dev.parley.inbound.Participant;
import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import dev.parley.platform.EventPoller;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.Platform;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.TextUnit;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A network with one log per account, read by position: the cursor is the number of entries read. Asked without a
 * cursor it answers with the end of the log.
 */
@Singleton
public class ScriptedPlatform implements Platform, EventPoller {
    public static final String NAME = "scripted";
    private static final int PAGE = 100;
    private static final Capabilities CAPABILITIES = new Capabilities(
            "Scripted",
            Set.of(Ability.ARCHIVE),
            List.of(new Capabilities.TextLimit(1_000, TextUnit.CHARACTERS)),
            Map.of(),
            new Capabilities.Rates(1_000, 1_000),
            "poll");

    private final Map<String, List<InboundEvent>> logs = new ConcurrentHashMap<>();
    private final Map<String, PollOutcome> trouble = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> held = new ConcurrentHashMap<>();
    private final Map<String, List<String>> asked = new ConcurrentHashMap<>();

    /** The participant writes. */
    public void say(String account, String participant, String externalId) {
        log(account).add(message(participant, externalId));
    }

    static InboundEvent message(String participant, String externalId) {
        return new MessageArrived(
                Participant.of(participant),
                externalId,
                Instant.parse("2026-11-01T10:00:00Z"),
                "Hi",
                List.of(),
                null,
                null,
                false,
                null,
                List.of());
    }

    /** From now on every poll of this account ends so; null ends the trouble. */
    public void trouble(String account, @Nullable PollOutcome outcome) {
        if (outcome == null) {
            trouble.remove(account);
        } else {
            trouble.put(account, outcome);
        }
    }

    /** The next poll of this account is answered as things stand then, but only when the result is completed. */
    public CompletableFuture<Void> holdNextAnswer(String account) {
        CompletableFuture<Void> release = new CompletableFuture<>();
        held.put(account, release);
        return release;
    }

    static PollOutcome later(Duration after) {
        return new PollOutcome.Later(after, PlatformError.of("Rate Limit Exceeded"));
    }

    static PollOutcome disconnected() {
        return new PollOutcome.Disconnected(PlatformError.of("Token has been revoked"));
    }

    /** The cursors with which this account was asked for. */
    public List<String> asked(String account) {
        return asked.computeIfAbsent(account, key -> new CopyOnWriteArrayList<>());
    }

    private List<InboundEvent> log(String account) {
        return logs.computeIfAbsent(account, key -> new CopyOnWriteArrayList<>());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Uni<SendOutcome> send(Profile profile, OutboundMessage message) {
        return Uni.createFrom().item(SendOutcome.Sent.of("sent-" + message.id(), Instant.now()));
    }

    @Override
    public Uni<PollOutcome> poll(Profile profile, @Nullable String cursor, Duration deadline) {
        asked(profile.externalId()).add(String.valueOf(cursor));
        PollOutcome bad = trouble.get(profile.externalId());
        PollOutcome outcome = bad == null ? page(log(profile.externalId()), cursor) : bad;
        CompletableFuture<Void> release = held.remove(profile.externalId());
        return release == null
                ? Uni.createFrom().item(outcome)
                : Uni.createFrom().completionStage(release).replaceWith(outcome);
    }

    @Override
    public String host(Profile profile) {
        return profile.externalId();
    }

    private static PollOutcome page(List<InboundEvent> log, @Nullable String cursor) {
        int end = log.size();
        if (cursor == null) {
            return new PollOutcome.Page(List.of(), Integer.toString(end), false);
        }
        int from = Integer.parseInt(cursor);
        int to = Math.min(end, from + PAGE);
        return new PollOutcome.Page(new ArrayList<>(log.subList(from, to)), Integer.toString(to), to < end);
    }
}
