package dev.parley.gateway.operator;

import dev.parley.gateway.access.ApiKeyCache;
import dev.parley.gateway.access.KeySecret;
import dev.parley.gateway.entity.Account;
import dev.parley.gateway.entity.ApiKey;
import dev.parley.gateway.entity.ProfileGroup;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.KeyId;
import dev.parley.node.IdGenerator;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes, lists and revokes bearer keys. */
@ApplicationScoped
public class ApiKeys {
    private final IdGenerator ids;
    private final ApiKeyCache cache;

    public ApiKeys(IdGenerator ids, ApiKeyCache cache) {
        this.ids = ids;
        this.cache = cache;
    }

    Uni<List<KeyAnswer>> list() {
        return Panache.withSession(() -> ApiKey.<ApiKey>list("revokedAt is null order by id"))
                .map(found -> found.stream().map(key -> KeyAnswer.of(key, null)).toList());
    }

    /** Without an account a new one is made, with a group called Default. */
    Uni<KeyAnswer> create(@Nullable String account, @Nullable String group, @Nullable String label) {
        String secret = KeySecret.generate();
        return DetachedWork.from(Panache.withTransaction(
                                () -> holder(account, group).flatMap(holder -> persist(holder, secret, label)))
                        .call(cache::refresh))
                .map(key -> KeyAnswer.of(key, secret));
    }

    Uni<Void> revoke(String id) {
        Optional<KeyId> parsed = KeyId.parse(id);
        if (parsed.isEmpty()) {
            return Uni.createFrom().failure(ApiException.notFound());
        }
        return DetachedWork.from(Panache.withTransaction(() -> ApiKey.<ApiKey>find(
                                "id = ?1 and revokedAt is null", parsed.get().value())
                        .firstResult()
                        .onItem()
                        .ifNull()
                        .failWith(ApiException::notFound)
                        .invoke(key -> key.revokedAt = now()))
                .call(cache::refresh)
                .replaceWithVoid());
    }

    private record Holder(long account, @Nullable Long group) {}

    private Uni<Holder> holder(@Nullable String account, @Nullable String group) {
        if (group != null) {
            return ProfileGroup.<ProfileGroup>findById(idOf(GroupId.parse(group).map(GroupId::value)))
                    .onItem()
                    .ifNull()
                    .failWith(ApiException::notFound)
                    .map(found -> {
                        if (account != null
                                && !new AccountId(found.accountId).toString().equals(account)) {
                            throw ApiException.notFound();
                        }
                        return new Holder(found.accountId, found.id);
                    });
        }
        if (account != null) {
            return Account.<Account>findById(idOf(AccountId.parse(account).map(AccountId::value)))
                    .onItem()
                    .ifNull()
                    .failWith(ApiException::notFound)
                    .map(found -> new Holder(found.id, null));
        }
        return newAccount();
    }

    private static Long idOf(Optional<Long> parsed) {
        return parsed.orElseThrow(ApiException::notFound);
    }

    private Uni<Holder> newAccount() {
        Account account = new Account();
        account.id = ids.next();
        account.name = "Account";
        account.createdAt = now();
        ProfileGroup group = new ProfileGroup();
        group.id = ids.next();
        group.accountId = account.id;
        group.name = "Default";
        group.createdAt = now();
        return account.persistAndFlush()
                .flatMap(done -> group.persist())
                .replaceWith(() -> new Holder(account.id, null));
    }

    private Uni<ApiKey> persist(Holder holder, String secret, @Nullable String label) {
        ApiKey key = new ApiKey();
        key.id = ids.next();
        key.accountId = holder.account();
        key.profileGroupId = holder.group();
        key.keyHash = KeySecret.hash(secret);
        key.label = label;
        key.createdAt = now();
        return key.persistAndFlush();
    }

    private static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC);
    }
}
