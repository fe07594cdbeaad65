package dev.parley.gateway.http;

import dev.parley.gateway.access.KeyRing;
import dev.parley.gateway.access.KeyRing.Holder;
import dev.parley.gateway.access.OperatorKey;
import dev.parley.gateway.access.Tenant;
import dev.parley.id.GroupId;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in, before any of its body is read.
 *
 * <pre>
 *   no or unknown key            ──► 401
 *   profile_group_id of another  ──► 404
 *   otherwise                    ──► a {@link Tenant}
 * </pre>
 *
 * {@code /api/admin} takes the operator's key and nothing else.
 */
@ApplicationScoped
public class Doorkeeper {
    static final int PRIORITY = 200;
    private static final String BEARER = "bearer ";

    private final KeyRing keys;
    private final OperatorKey operator;

    public Doorkeeper(KeyRing keys, OperatorKey operator) {
        this.keys = keys;
        this.operator = operator;
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    private void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        if (!ApiPaths.isApi(path)) {
            context.next();
            return;
        }
        String key = presentedKey(request.getHeader("Authorization"));
        if (key == null || key.isEmpty()) {
            PathTidying.answer(context, Refusal.invalidKey());
        } else if (ApiPaths.isAdmin(path)) {
            admitOperator(context, key);
        } else {
            admitTenant(context, key);
        }
    }

    private void admitOperator(RoutingContext context, String key) {
        if (operator.matches(key)) {
            context.next();
        } else {
            PathTidying.answer(context, Refusal.invalidKey());
        }
    }

    private void admitTenant(RoutingContext context, String key) {
        context.request().pause();
        keys.holderOf(key)
                .flatMap(holder -> holder.map(found -> narrow(found, asked(context)))
                        .orElseGet(() -> Uni.createFrom().failure(Refusal.invalidKey())))
                .subscribe()
                .with(
                        tenant -> {
                            Call.enter(context, tenant);
                            context.next();
                        },
                        failure -> PathTidying.answer(
                                context, failure instanceof Refusal refusal ? refusal : Refusal.unavailable()));
    }

    private static @Nullable String asked(RoutingContext context) {
        String asked = context.queryParams().get("profile_group_id");
        return asked == null || asked.isBlank() ? null : asked;
    }

    private Uni<Tenant> narrow(Holder holder, @Nullable String asked) {
        GroupId first = keys.firstGroup(holder.account());
        if (asked == null) {
            return Uni.createFrom().item(new Tenant(holder.account(), holder.group(), null, first));
        }
        Optional<GroupId> group = GroupId.parse(asked)
                .filter(named -> holder.group() == null || holder.group().equals(named));
        if (group.isEmpty()) {
            return Uni.createFrom().failure(Refusal.notFound());
        }
        return keys.isGroupOf(holder.account(), group.get()).map(its -> {
            if (!its) {
                throw Refusal.notFound();
            }
            return new Tenant(holder.account(), holder.group(), group.get(), first);
        });
    }

    private static @Nullable String presentedKey(@Nullable String authorization) {
        if (authorization == null || authorization.length() < BEARER.length()) {
            return null;
        }
        String scheme = authorization.substring(0, BEARER.length()).toLowerCase(Locale.ROOT);
        return scheme.equals(BEARER) ? authorization.substring(BEARER.length()).strip() : null;
    }
}
