package dev.parley.access;

import io.quarkus.arc.DefaultBean;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Knows no caller: a route that is not public on purpose is 404. The mechanism of services that bring none of their own. */
@Singleton
@DefaultBean
public class AnonymousMechanism implements HttpAuthenticationMechanism {
    private static final int NOT_FOUND = 404;

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(NOT_FOUND));
    }

    /** Behind any other. */
    @Override
    public int getPriority() {
        return 0;
    }
}
