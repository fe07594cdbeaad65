package dev.parley.gateway.groups;

import dev.parley.gateway.access.ApiKeyCache;
import dev.parley.gateway.access.Scope;
import dev.parley.gateway.entity.ConnectedProfile;
import dev.parley.gateway.entity.ProfileGroup;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.node.IdGenerator;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Profile groups and how many connected profiles each has. */
@ApplicationScoped
public class Groups {
    private final IdGenerator ids;
    private final ApiKeyCache keys;

    public Groups(IdGenerator ids, ApiKeyCache keys) {
        this.ids = ids;
        this.keys = keys;
    }

    Uni<List<GroupAnswer>> visible(Scope scope) {
        return Panache.withSession(() -> ProfileGroup.<ProfileGroup>list(
                        "accountId = ?1 order by id", scope.account().value())
                .flatMap(groups -> profileCounts(scope.account())
                        .map(counts -> groups.stream()
                                .filter(group -> scope.coversGroup(new GroupId(group.id)))
                                .map(group -> GroupAnswer.of(group, counts.getOrDefault(group.id, 0L)))
                                .toList())));
    }

    Uni<GroupAnswer> show(Scope scope, String id) {
        return Panache.withSession(() ->
                find(scope, id).flatMap(group -> profilesIn(group).map(count -> GroupAnswer.of(group, count))));
    }

    Uni<GroupAnswer> create(AccountId account, String name) {
        ProfileGroup group = new ProfileGroup();
        group.id = ids.next();
        group.accountId = account.value();
        group.name = name;
        group.createdAt = OffsetDateTime.now(ZoneOffset.UTC);
        return DetachedWork.from(Panache.withTransaction(group::persist).call(keys::refresh))
                .replaceWith(() -> GroupAnswer.of(group, 0));
    }

    /** @throws ApiException 422 while profiles are connected in it */
    Uni<Void> delete(Scope scope, String id) {
        return DetachedWork.from(Panache.withTransaction(() -> find(scope, id)
                        .flatMap(group -> profilesIn(group).flatMap(count -> {
                            if (count > 0) {
                                throw ApiException.unprocessable("Profile group must have no profiles");
                            }
                            return group.delete();
                        })))
                .call(keys::refresh));
    }

    /** The group, if the scope has it. */
    Uni<GroupId> require(Scope scope, String id) {
        return Panache.withSession(() -> find(scope, id)).map(group -> new GroupId(group.id));
    }

    private static Uni<ProfileGroup> find(Scope scope, String id) {
        Optional<GroupId> parsed = GroupId.parse(id).filter(scope::coversGroup);
        if (parsed.isEmpty()) {
            return Uni.createFrom().failure(ApiException.notFound());
        }
        return ProfileGroup.<ProfileGroup>find(
                        "id = ?1 and accountId = ?2",
                        parsed.get().value(),
                        scope.account().value())
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(ApiException::notFound);
    }

    private static Uni<Long> profilesIn(ProfileGroup group) {
        return ConnectedProfile.count("profileGroupId = ?1 and disconnectedAt is null", group.id);
    }

    private static Uni<Map<Long, Long>> profileCounts(AccountId account) {
        return ConnectedProfile.<ConnectedProfile>list("accountId = ?1 and disconnectedAt is null", account.value())
                .map(profiles -> {
                    Map<Long, Long> counts = new HashMap<>();
                    profiles.forEach(profile -> counts.merge(profile.profileGroupId, 1L, Long::sum));
                    return counts;
                });
    }
}
