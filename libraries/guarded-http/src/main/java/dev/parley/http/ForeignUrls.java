package dev.parley.http;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Finds the way to URLs that platforms pass on and strangers may have written, such as those in DID documents. They are
 * https and lead to public addresses or allowed networks; what is allowed for trying out is allowed for customers' URLs
 * only.
 */
@ApplicationScoped
public class ForeignUrls {
    private final AddressGuard guard;
    private final UrlRules rules;
    private final HostAddresses addresses;

    public ForeignUrls(GuardedHttpConfig config, HostAddresses addresses) {
        this.guard = new AddressGuard(false, config.allowedNetworks().orElse(List.of()));
        this.rules = new UrlRules(false, guard);
        this.addresses = addresses;
    }

    /** Never throws; a URL that passes may still lead to a forbidden address once its name is looked up. */
    public UrlCheck check(String url) {
        return rules.check(url);
    }

    /** To be connected to as it is; empty when the URL is not allowed, its name unknown or its address not public. */
    public Uni<Optional<Route>> route(String url) {
        return rules.check(url) instanceof UrlCheck.Allowed(Target target)
                ? Uni.createFrom()
                        .completionStage(
                                () -> addresses.find(target.host(), guard).toCompletionStage())
                        .map(found -> found.map(address -> new Route(target, address)))
                        .onFailure()
                        .recoverWithItem(Optional.empty())
                : Uni.createFrom().item(Optional.empty());
    }

    /** The route's address did not answer: the next one leads to the host's next address. */
    public void avoid(Route route) {
        addresses.avoid(route.target().host());
    }

    /** A target and the checked address to connect to. */
    public record Route(Target target, InetAddress address) {}
}
