package dev.parley.platform;

import dev.parley.inbound.InboundEvent;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and moderates comments on the account's posts. */
public interface Commenter {
    /** What can be done with a comment. */
    enum Action {
        /** On a post itself, not on a comment. */
        COMMENT("made"),
        REPLY("answered"),
        HIDE("hidden"),
        UNHIDE("shown again"),
        DELETE("deleted"),
        LIKE("liked"),
        UNLIKE("unliked");

        private final String participle;

        Action(String participle) {
            this.participle = participle;
        }

        /** As in "comments cannot be hidden". */
        public String participle() {
            return participle;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Action> named(String wireName) {
            return Arrays.stream(values())
                    .filter(action -> action.wireName().equals(wireName))
                    .findFirst();
        }
    }

    /** What the platform can do; anything else is answered 405. */
    Set<Action> commentActions();

    /**
     * Does it. The result of a new comment is an object with its {@code id}, where the platform names it.
     *
     * @param externalId the comment's; for {@link Action#COMMENT} the post's
     * @param text for {@link Action#COMMENT} and {@link Action#REPLY} only
     */
    Uni<ActionOutcome> act(Profile profile, String externalId, Action action, @Nullable String text, Duration deadline);

    /** A comment we have not heard of; empty when there is none, or none of this account's. Fails on passing faults. */
    Uni<Optional<InboundEvent.CommentArrived>> find(Profile profile, String commentExternalId, Duration deadline);
}
