package dev.parley.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads URLs that customers give and says why one cannot be used. Looks nothing up. */
@ApplicationScoped
public class CustomerUrls {
    private final UrlRules rules;

    public CustomerUrls(GuardedHttpConfig config) {
        this.rules = new UrlRules(
                config.allowInsecure(),
                new AddressGuard(
                        config.allowInsecure(), config.allowedNetworks().orElse(List.of())));
    }

    AddressGuard guard() {
        return rules.guard();
    }

    /** Never throws; a URL that passes may still lead to a forbidden address once its name is looked up. */
    public UrlCheck check(String url) {
        return rules.check(url);
    }
}
