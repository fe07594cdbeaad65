package dev.parley.dispatch.comment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.dispatch.internal.ActionConfig;
import dev.parley.dispatch.internal.InternalSecretMechanism;
import dev.parley.id.ProfileId;
import dev.parley.inbound.InboundEvent.CommentArrived;
import dev.parley.internal.InternalAnswer;
import dev.parley.normalise.InboundDelivery;
import dev.parley.normalise.Normaliser;
import dev.parley.normalise.PlatformRules;
import dev.parley.platform.Commenter;
import dev.parley.platform.Platforms;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks the platform for a comment that no webhook told us about, and stores it the way a webhook's would be: told once,
 * whoever is first.
 */
@Path("/internal/comments/look_up")
@RolesAllowed(InternalSecretMechanism.GATEWAY)
public class CommentSearch {
    private static final Logger LOG = Logger.getLogger(CommentSearch.class);
    private static final InternalAnswer NOT_FOUND = InternalAnswer.refused(404, "Not found");

    private final ProfileDirectory profiles;
    private final Platforms platforms;
    private final Normaliser normaliser;
    private final ActionConfig config;

    CommentSearch(ProfileDirectory profiles, Platforms platforms, Normaliser normaliser, ActionConfig config) {
        this.profiles = profiles;
        this.platforms = platforms;
        this.normaliser = normaliser;
        this.config = config;
    }

    /** {@code {profile_id, external_id}}; after 200 its rows are there. */
    @POST
    public Uni<InternalAnswer> lookUp(JsonNode request) {
        Optional<ProfileId> known = ProfileId.parse(request.path("profile_id").asText());
        String externalId = request.path("external_id").asText();
        if (known.isEmpty() || externalId.isEmpty()) {
            return Uni.createFrom().item(NOT_FOUND);
        }
        return profiles.fresh(known.get())
                .flatMap(found -> found.filter(profile -> profile.status() == Profile.Status.ACTIVE)
                        .map(profile -> ask(profile, externalId))
                        .orElseGet(() -> Uni.createFrom().item(NOT_FOUND)));
    }

    private Uni<InternalAnswer> ask(Profile profile, String externalId) {
        return platforms
                .with(Commenter.class, profile.platform())
                .map(commenter -> commenter
                        .find(profile, externalId, config.deadline())
                        .flatMap(found -> found.map(comment -> store(profile, comment))
                                .orElseGet(() -> Uni.createFrom().item(NOT_FOUND)))
                        .onFailure()
                        .recoverWithItem(failure -> unavailable(profile, failure)))
                .orElseGet(() -> Uni.createFrom().item(NOT_FOUND));
    }

    private Uni<InternalAnswer> store(Profile profile, CommentArrived comment) {
        return normaliser
                .normalise(List.of(new InboundDelivery(profile, PlatformRules.PLAIN, List.of(comment))))
                .replaceWith(InternalAnswer.ok(null));
    }

    private static InternalAnswer unavailable(Profile profile, Throwable failure) {
        LOG.infof("profile=%s comment not looked up: %s", profile.id(), failure);
        return InternalAnswer.refused(503, "The platform could not be asked for this comment; try again later");
    }
}
