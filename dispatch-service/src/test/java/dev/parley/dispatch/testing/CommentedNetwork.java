package dev.parley.dispatch.testing;

import dev.parley.inbound.InboundEvent.Author;
import dev.parley.inbound.InboundEvent.CommentArrived;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.Commenter;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.PlatformError;
import dev.parley.platform.PrivateReplier;
import dev.parley.platform.SendOutcome;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A network with comments, of which each takes one private reply. It has no likes. */
@Singleton
public class CommentedNetwork extends ScriptedNetwork implements Commenter, PrivateReplier, OutcomeProbe {
    private static final String ALREADY = "10900";

    private final List<String> acts = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
        return "commented";
    }

    /** Delivers to the person who wrote the comment, whatever the chat calls them. */
    public static Turn reach(String person) {
        return (network, message) -> deliver().play(network, message).map(outcome -> {
            SendOutcome.Sent sent = (SendOutcome.Sent) outcome;
            return new SendOutcome.Sent(sent.externalId(), sent.at(), null, person);
        });
    }

    /** As {@link #reach(String)}, and the message has this id on the network. */
    public static Turn reach(String person, String externalId) {
        return (network, message) -> reach(person).play(network, message).map(outcome -> {
            SendOutcome.Sent sent = (SendOutcome.Sent) outcome;
            return new SendOutcome.Sent(externalId, sent.at(), null, person);
        });
    }

    public static SendOutcome already() {
        return new SendOutcome.Rejected(PlatformError.of("(#10900) Activity already replied to", ALREADY));
    }

    public List<String> acts() {
        return acts;
    }

    @Override
    public Set<Action> commentActions() {
        return Set.of(Action.COMMENT, Action.REPLY, Action.HIDE, Action.UNHIDE, Action.DELETE);
    }

    @Override
    public Uni<ActionOutcome> act(
            Profile profile, String externalId, Action action, @Nullable String text, Duration deadline) {
        acts.add(action.wireName() + " " + externalId);
        return Uni.createFrom().item(new ActionOutcome.Done(Json.object().put("id", "answer-to-" + externalId)));
    }

    /** Knows comments whose id begins with {@code known}; does not answer about {@code slow} ones. */
    @Override
    public Uni<Optional<CommentArrived>> find(Profile profile, String commentExternalId, Duration deadline) {
        if (commentExternalId.startsWith("slow")) {
            return Uni.createFrom().failure(new IllegalStateException("no answer"));
        }
        return Uni.createFrom()
                .item(
                        commentExternalId.startsWith("known")
                                ? Optional.of(new CommentArrived(
                                        "post-1",
                                        commentExternalId,
                                        null,
                                        "GUIDE",
                                        new Author("author-1", "mara", null),
                                        false,
                                        null,
                                        Instant.now(),
                                        null))
                                : Optional.empty());
    }

    @Override
    public Duration commentLifetime() {
        return Duration.ofDays(7);
    }

    @Override
    public boolean saysAlreadyReplied(PlatformError refusal) {
        return ALREADY.equals(refusal.code());
    }

    @Override
    public Duration settlingTime() {
        return Duration.ofMillis(300);
    }

    @Override
    public Uni<Found> probe(Profile profile, OutboundMessage message, LostCall call) {
        return Uni.createFrom().item(new Found.NotThere());
    }
}
