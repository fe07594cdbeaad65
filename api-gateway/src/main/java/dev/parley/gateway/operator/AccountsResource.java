package dev.parley.gateway.operator;

import dev.parley.gateway.access.Roles;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.Fields;
import dev.parley.gateway.http.RequestContext;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** One account, for the operator: {@code /api/admin/accounts/{id}}. */
@Path("/api/admin/accounts/{id}")
@RolesAllowed(Roles.OPERATOR)
@Cancellable(false)
public class AccountsResource {
    private static final String ORIGINS = "redirect_origins";

    private final RequestContext call;
    private final Accounts accounts;

    AccountsResource(RequestContext call, Accounts accounts) {
        this.call = call;
        this.accounts = accounts;
    }

    @GET
    public Uni<AccountAnswer> show(@RestPath String id) {
        return accounts.show(id);
    }

    /** {@code {"redirect_origins":["https://shop.example"]}}; null for any address. */
    @PATCH
    public Uni<AccountAnswer> change(@RestPath String id) {
        Fields fields = call.fields();
        if (!fields.values().has(ORIGINS)) {
            throw ApiException.missing(ORIGINS);
        }
        return accounts.allowRedirects(id, fields.list(ORIGINS));
    }
}
