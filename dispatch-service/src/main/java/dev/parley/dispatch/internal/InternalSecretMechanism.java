package dev.parley.dispatch.internal;

import dev.parley.internal.InternalApi;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives the role {@link #GATEWAY} to requests with the shared secret, compared in constant time; others see 404. */
@Singleton
public class InternalSecretMechanism implements HttpAuthenticationMechanism {
    /** The role of the one caller of {@code /internal}. */
    public static final String GATEWAY = "gateway";

    private static final int NOT_FOUND = 404;
    private static final SecurityIdentity IDENTITY = QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(GATEWAY))
            .addRole(GATEWAY)
            .build();

    private final byte[] secret;

    /** @param secret {@code parley.internal.secret}: what the gateway shows; required, and never logged */
    InternalSecretMechanism(@ConfigProperty(name = "parley.internal.secret") String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String shown = context.request().getHeader(InternalApi.SECRET_HEADER);
        byte[] bytes = shown == null ? new byte[0] : shown.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(bytes, secret)
                ? Uni.createFrom().item(IDENTITY)
                : Uni.createFrom().nullItem();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(NOT_FOUND));
    }
}
