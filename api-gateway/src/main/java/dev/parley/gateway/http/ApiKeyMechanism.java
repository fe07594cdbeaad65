package dev.parley.gateway.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code Authorization: Bearer <key>} and writes the contract's refusal where Quarkus Security asks for a challenge. */
@ApplicationScoped
public class ApiKeyMechanism implements HttpAuthenticationMechanism {
    private static final String BEARER = "bearer ";
    private static final String FAILURE = "parley.authentication.failure";

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String key = presentedKey(context.request().getHeader("Authorization"));
        if (key == null || key.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return identities
                .authenticate(new TokenAuthenticationRequest(new TokenCredential(key, "bearer")))
                .onFailure(failure -> !(failure instanceof AuthenticationFailedException))
                .transform(failure -> {
                    context.put(FAILURE, failure);
                    return new AuthenticationFailedException(failure);
                });
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        Throwable failure = context.get(FAILURE);
        RouterRefusals.answer(context, failure == null ? RouterRefusals.denied(context) : FailureShapes.of(failure));
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom()
                .item(new ChallengeData(RouterRefusals.denied(context).status()));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }

    private static @Nullable String presentedKey(@Nullable String authorization) {
        if (authorization == null || authorization.length() < BEARER.length()) {
            return null;
        }
        String scheme = authorization.substring(0, BEARER.length()).toLowerCase(Locale.ROOT);
        return scheme.equals(BEARER) ? authorization.substring(BEARER.length()).strip() : null;
    }
}
