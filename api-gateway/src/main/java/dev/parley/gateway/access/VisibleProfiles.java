package dev.parley.gateway.access;

import dev.parley.gateway.error.ApiException;
import dev.parley.id.ProfileId;
import dev.parley.platform.Platform;
import dev.parley.platform.Platforms;
import dev.parley.profile.Profile;
import dev.parley.profile.Profile.Status;
import dev.parley.profile.ProfileDirectory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Profiles as a request may see them; everything else is 404. */
@ApplicationScoped
public class VisibleProfiles {
    private final ProfileDirectory directory;
    private final Platforms platforms;

    public VisibleProfiles(ProfileDirectory directory, Platforms platforms) {
        this.directory = directory;
        this.platforms = platforms;
    }

    /** A profile that is connected, or whose token was lost; a disconnected one is gone. */
    public Uni<Profile> connected(Scope scope, String id) {
        Optional<ProfileId> parsed = ProfileId.parse(id);
        if (parsed.isEmpty()) {
            return Uni.createFrom().failure(ApiException.notFound());
        }
        return byId(parsed.get())
                .map(found -> found.filter(scope::covers)
                        .filter(profile -> profile.status() != Status.INACTIVE)
                        .orElseThrow(ApiException::notFound));
    }

    /** The profile of a chat or message that was found; those outlive a disconnect. */
    public Uni<Profile> owning(Scope scope, ProfileId id) {
        return byId(id).map(found -> found.filter(scope::covers).orElseThrow(ApiException::notFound));
    }

    /** What the profile's network is. */
    public Platform platformOf(Profile profile) {
        return platforms
                .named(profile.platform())
                .orElseThrow(
                        () -> ApiException.unprocessable("Direct messages are not supported on " + profile.platform()));
    }

    private Uni<Optional<Profile>> byId(ProfileId id) {
        Optional<Profile> known = directory.byId(id);
        return known.isPresent() ? Uni.createFrom().item(known) : directory.fresh(id);
    }
}
