package dev.parley.gateway.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;

/**
 * Resolves a bearer key to an identity.
 *
 * <pre>
 *   the operator's key ──► role operator
 *   an API key         ──► role tenant, principal {@link KeyHolder}
 *   anything else      ──► AuthenticationFailedException
 * </pre>
 */
@ApplicationScoped
public class ApiKeyIdentityProvider implements IdentityProvider<TokenAuthenticationRequest> {
    private final ApiKeyCache keys;
    private final OperatorKey operator;

    public ApiKeyIdentityProvider(ApiKeyCache keys, OperatorKey operator) {
        this.keys = keys;
        this.operator = operator;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        String key = request.getToken().getToken();
        if (operator.matches(key)) {
            return Uni.createFrom().item(identity(new QuarkusPrincipal(Roles.OPERATOR), Roles.OPERATOR));
        }
        return keys.holderOf(key)
                .map(holder -> identity(holder.orElseThrow(AuthenticationFailedException::new), Roles.TENANT));
    }

    private static SecurityIdentity identity(Principal principal, String role) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal)
                .addRole(role)
                .build();
    }
}
