package dev.parley.gateway.http;

import dev.parley.gateway.access.ApiKeyCache;
import dev.parley.gateway.access.KeyHolder;
import dev.parley.gateway.access.Tenant;
import dev.parley.gateway.error.ApiException;
import dev.parley.id.GroupId;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Narrows an authorised tenant to the group that the request asks for, before any of its body is read.
 *
 * <pre>
 *   no profile_group_id     ──► the key's own scope
 *   a group within it       ──► that group
 *   anything else           ──► 404
 * </pre>
 */
@ApplicationScoped
public class TenantFilter {
    /** After {@code SecurityHandlerPriorities.AUTHORIZATION}, before {@link BodyIntake}. */
    static final int PRIORITY = 80;

    private final ApiKeyCache keys;

    public TenantFilter(ApiKeyCache keys) {
        this.keys = keys;
    }

    void register(@Observes Filters filters) {
        filters.register(this::narrow, PRIORITY);
    }

    private void narrow(RoutingContext context) {
        KeyHolder holder = holder(context);
        if (holder == null) {
            context.next();
            return;
        }
        String asked = context.queryParams().get("profile_group_id");
        if (asked == null || asked.isBlank()) {
            enter(context, holder, null);
            return;
        }
        Optional<GroupId> group = GroupId.parse(asked)
                .filter(named -> holder.group() == null || holder.group().equals(named));
        Uni<Boolean> within =
                group.isEmpty() ? Uni.createFrom().item(false) : keys.isGroupOf(holder.account(), group.get());
        within.subscribe()
                .with(
                        its -> {
                            if (its) {
                                enter(context, holder, group.orElseThrow());
                            } else {
                                RouterRefusals.answer(context, ApiException.notFound());
                            }
                        },
                        context::fail);
    }

    private void enter(RoutingContext context, KeyHolder holder, @Nullable GroupId asked) {
        RequestContext.enter(
                context, new Tenant(holder.account(), holder.group(), asked, keys.firstGroup(holder.account())));
        context.next();
    }

    private static @Nullable KeyHolder holder(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                        && user.getSecurityIdentity().getPrincipal() instanceof KeyHolder holder
                ? holder
                : null;
    }
}
