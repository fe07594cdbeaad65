package dev.parley.gateway.profiles;

import dev.parley.gateway.access.Scope;
import dev.parley.gateway.entity.ConnectedProfile;
import dev.parley.gateway.entity.Placement;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Connected profiles as the database has them now, also one that was connected a moment ago. */
@ApplicationScoped
public class Profiles {
    private static final String CHANGE_SETTINGS = """
            update profiles set settings = settings || $2::text::jsonb, updated_at = now()
            where id = $1 and disconnected_at is null""";

    private final Pool pool;

    public Profiles(Pool pool) {
        this.pool = pool;
    }

    Uni<List<ProfileAnswer>> in(Optional<GroupId> group) {
        if (group.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.withSession(() -> ConnectedProfile.<ConnectedProfile>list(
                        "profileGroupId = ?1 and disconnectedAt is null order by id",
                        group.get().value()))
                .map(found -> found.stream().map(ProfileAnswer::of).toList());
    }

    Uni<ProfileAnswer> show(Scope scope, String id) {
        return Panache.withSession(() -> find(scope, id)).map(ProfileAnswer::of);
    }

    Uni<ProfileAnswer> changeSettings(Scope scope, String id, SettingsChange change) {
        return DetachedWork.from(show(scope, id)
                .flatMap(found -> pool.preparedQuery(CHANGE_SETTINGS)
                        .execute(Tuple.of(
                                ProfileId.parse(found.id()).orElseThrow().value(),
                                change.asJson().toString())))
                .flatMap(changed -> show(scope, id)));
    }

    Uni<List<PlacementAnswer>> placements(Scope scope, String id) {
        return Panache.withSession(() -> find(scope, id)
                        .flatMap(profile -> Placement.<Placement>list("profileId = ?1 order by id", profile.id)))
                .map(found -> found.stream().map(PlacementAnswer::of).toList());
    }

    private static Uni<ConnectedProfile> find(Scope scope, String id) {
        Optional<ProfileId> parsed = ProfileId.parse(id);
        if (parsed.isEmpty()) {
            return Uni.createFrom().failure(ApiException.notFound());
        }
        return ConnectedProfile.<ConnectedProfile>find(
                        "id = ?1 and accountId = ?2 and disconnectedAt is null",
                        parsed.get().value(),
                        scope.account().value())
                .firstResult()
                .map(found -> Optional.ofNullable(found)
                        .filter(profile -> scope.coversGroup(new GroupId(profile.profileGroupId)))
                        .orElseThrow(ApiException::notFound));
    }
}
