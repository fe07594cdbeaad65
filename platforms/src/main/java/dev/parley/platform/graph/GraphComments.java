package dev.parley.platform.graph;

import dev.parley.inbound.InboundEvent;
import dev.parley.platform.Commenter.Action;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be done with the comments on a network's posts. */
public interface GraphComments {
    Set<Action> actions();

    /** The call that performs one of {@link #actions}. */
    GraphCall call(GraphAccess access, String comment, Action action, @Nullable String text);

    Uni<Optional<InboundEvent.CommentArrived>> find(Profile profile, String comment, Duration deadline);
}
