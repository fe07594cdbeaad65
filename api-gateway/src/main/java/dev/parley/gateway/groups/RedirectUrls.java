package dev.parley.gateway.groups;

import dev.parley.gateway.entity.Account;
import dev.parley.gateway.error.ApiException;
import dev.parley.http.CustomerUrls;
import dev.parley.http.Target;
import dev.parley.http.UrlCheck;
import dev.parley.id.AccountId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where logins lead customers in the end. Never anywhere but to a web page; where the account has a list, to one of its
 * origins: scheme, host and port.
 */
@ApplicationScoped
public class RedirectUrls {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final CustomerUrls urls;

    RedirectUrls(CustomerUrls urls) {
        this.urls = urls;
    }

    /** The address as it will stand in a {@code Location} header. Fails with 422. */
    Uni<String> checked(AccountId account, String address) {
        String redirect = address.strip();
        String origin = origin("redirect_url", redirect);
        return Panache.withSession(() -> Account.<Account>findById(account.value()))
                .map(found -> {
                    String @Nullable [] allowed = found == null ? null : found.redirectOrigins;
                    if (allowed != null && !Arrays.asList(allowed).contains(origin)) {
                        throw ApiException.unprocessable("redirect_url is not at an address that this account may use");
                    }
                    return URI.create(redirect).toASCIIString();
                });
    }

    /** E.g. {@code https://shop.example}. @throws ApiException 422 when it is an origin and something more */
    public String originAlone(String name, String origin) {
        String bare = origin.strip();
        String found = origin(name, bare);
        URI uri = URI.create(bare);
        boolean more = uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !(uri.getRawPath() == null
                        || uri.getRawPath().isEmpty()
                        || uri.getRawPath().equals("/"));
        if (more) {
            throw ApiException.unprocessable(name + " must be a scheme and a host");
        }
        return found;
    }

    private String origin(String name, String url) {
        return switch (urls.check(url)) {
            case UrlCheck.Refused refused -> throw ApiException.unprocessable(name + " " + refused.problem());
            case UrlCheck.Allowed allowed -> origin(allowed.target());
        };
    }

    private static String origin(Target target) {
        String origin = (target.tls() ? "https://" : "http://") + target.host();
        return target.port() == (target.tls() ? HTTPS_PORT : HTTP_PORT) ? origin : origin + ":" + target.port();
    }
}
