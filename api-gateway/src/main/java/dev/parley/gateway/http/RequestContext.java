package dev.parley.gateway.http;

import dev.parley.gateway.access.Scope;
import dev.parley.gateway.access.Tenant;
import dev.parley.gateway.error.ApiException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The request at hand: who asks, and what it says. Filled by {@link TenantFilter} and {@link BodyIntake}. */
@RequestScoped
public class RequestContext {
    private static final String TENANT = "parley.tenant";
    private static final String FIELDS = "parley.fields";
    private static final String FINGERPRINT = "parley.fingerprint";

    private final RoutingContext context;

    public RequestContext(RoutingContext context) {
        this.context = context;
    }

    public Tenant tenant() {
        Tenant tenant = context.get(TENANT);
        if (tenant == null) {
            throw ApiException.invalidKey();
        }
        return tenant;
    }

    public Scope scope() {
        return tenant().scope();
    }

    public Fields fields() {
        Fields fields = context.get(FIELDS);
        return fields == null ? Fields.NONE : fields;
    }

    /** SHA-256 over method, path, query and body; the same for the same request sent again. */
    public byte[] fingerprint() {
        byte[] fingerprint = context.get(FINGERPRINT);
        if (fingerprint == null) {
            throw new IllegalStateException("only writes have a fingerprint");
        }
        return fingerprint;
    }

    public @Nullable String header(String name) {
        return context.request().getHeader(name);
    }

    public boolean hasTenant() {
        return context.get(TENANT) != null;
    }

    static void enter(RoutingContext context, Tenant tenant) {
        context.put(TENANT, tenant);
    }

    static void read(RoutingContext context, Fields fields, byte[] fingerprint) {
        context.put(FIELDS, fields);
        context.put(FINGERPRINT, fingerprint);
    }
}
