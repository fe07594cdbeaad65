package dev.parley.gateway.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parley.gateway.entity.Account;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.groups.RedirectUrls;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.id.AccountId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows accounts, and changes what an operator decides for them. */
@ApplicationScoped
public class Accounts {
    private static final int MOST_ORIGINS = 100;
    private static final String ORIGINS = "redirect_origins";

    private final RedirectUrls redirects;

    Accounts(RedirectUrls redirects) {
        this.redirects = redirects;
    }

    Uni<AccountAnswer> show(String id) {
        return Panache.withSession(() -> find(id)).map(AccountAnswer::of);
    }

    /** @param origins null for any address */
    Uni<AccountAnswer> allowRedirects(String id, @Nullable ArrayNode origins) {
        String @Nullable [] checked = origins == null ? null : checked(origins);
        return DetachedWork.from(
                        Panache.withTransaction(() -> find(id).invoke(account -> account.redirectOrigins = checked)))
                .map(AccountAnswer::of);
    }

    private String[] checked(ArrayNode origins) {
        if (origins.size() > MOST_ORIGINS) {
            throw ApiException.unprocessable(ORIGINS + " must contain at most " + MOST_ORIGINS + " items");
        }
        Set<String> checked = new LinkedHashSet<>();
        for (int i = 0; i < origins.size(); i++) {
            JsonNode origin = origins.get(i);
            String name = ORIGINS + "[" + i + "]";
            if (!origin.isTextual()) {
                throw ApiException.unprocessable(name + " is not a valid URL");
            }
            checked.add(redirects.originAlone(name, origin.asText()));
        }
        return checked.toArray(String[]::new);
    }

    private static Uni<Account> find(String id) {
        Optional<AccountId> parsed = AccountId.parse(id);
        return parsed.isEmpty()
                ? Uni.createFrom().failure(ApiException.notFound())
                : Account.<Account>findById(parsed.get().value())
                        .onItem()
                        .ifNull()
                        .failWith(ApiException::notFound);
    }
}
