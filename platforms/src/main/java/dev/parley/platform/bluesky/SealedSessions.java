package dev.parley.platform.bluesky;

import dev.parley.profile.CredentialStore;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Sessions as sealed credentials of their profile. */
@Singleton
class SealedSessions implements SessionStore {
    private final CredentialStore credentials;

    SealedSessions(CredentialStore credentials) {
        this.credentials = credentials;
    }

    @Override
    public Optional<Session> of(Profile profile) {
        return credentials.open(profile).map(Session::read);
    }

    @Override
    public Uni<Optional<Session>> fresh(Profile profile) {
        return credentials.openFresh(profile).map(found -> found.map(Session::read));
    }

    @Override
    public Uni<Void> keep(Profile profile, Session renewed) {
        return credentials.replace(profile, renewed.write(), null).replaceWithVoid();
    }
}
