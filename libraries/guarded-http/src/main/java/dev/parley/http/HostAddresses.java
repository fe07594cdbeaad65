package dev.parley.http;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Looks names up and hands out only addresses that may be reached. A connection is then made to that very address, so
 * a name that changes between check and connection gains nothing.
 */
@ApplicationScoped
public class HostAddresses {
    private static final int REMEMBERED_NAMES = 10_000;
    private static final Duration QUERY_LIMIT = Duration.ofSeconds(4);
    private static final Duration CLOSING_LIMIT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final long rememberNanos;
    private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
    private final DnsNameResolver resolver;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(List<InetAddress> addresses, long until) {
        boolean isFresh() {
            return System.nanoTime() - until < 0;
        }
    }

    public HostAddresses(GuardedHttpConfig config, Vertx vertx) {
        this.vertx = vertx;
        this.rememberNanos = config.nameCache().toNanos();
        DnsNameResolverBuilder asking = new DnsNameResolverBuilder(loop.next())
                .channelType(NioDatagramChannel.class)
                .queryTimeoutMillis(QUERY_LIMIT.toMillis())
                .maxQueriesPerResolve(8);
        config.nameServers().map(HostAddresses::inTurn).ifPresent(asking::nameServerProvider);
        this.resolver = asking.build();
    }

    private static DnsServerAddressStreamProvider inTurn(List<String> nameServers) {
        return new SequentialDnsServerAddressStreamProvider(nameServers.stream()
                .map(server -> new InetSocketAddress(
                        server.substring(0, server.lastIndexOf(':')),
                        Integer.parseInt(server.substring(server.lastIndexOf(':') + 1))))
                .toList());
    }

    /**
     * An address of the host that the guard lets reach; empty when it has addresses but none of them may. Fails when the name
     * is not known. Completes on the caller's own context.
     */
    Future<Optional<InetAddress>> find(String host, AddressGuard guard) {
        Optional<InetAddress> literal = UrlRules.address(host);
        if (literal.isPresent()) {
            return Future.succeededFuture(literal.filter(guard::mayReach));
        }
        Known remembered = known.get(host);
        if (remembered != null && remembered.isFresh()) {
            return Future.succeededFuture(firstAllowed(remembered.addresses, guard));
        }
        return lookUp(host).map(addresses -> {
            remember(host, addresses);
            return firstAllowed(addresses, guard);
        });
    }

    /** The address did not answer: the next call tries the host's next one. */
    void avoid(String host) {
        known.computeIfPresent(host, (name, now) -> {
            List<InetAddress> all = now.addresses;
            List<InetAddress> rotated = new ArrayList<>(all.subList(1, all.size()));
            rotated.add(all.getFirst());
            return new Known(rotated, now.until);
        });
    }

    private static Optional<InetAddress> firstAllowed(List<InetAddress> addresses, AddressGuard guard) {
        return addresses.stream().filter(guard::mayReach).findFirst();
    }

    private void remember(String host, List<InetAddress> addresses) {
        if (known.size() >= REMEMBERED_NAMES) {
            known.values().removeIf(entry -> !entry.isFresh());
        }
        if (known.size() < REMEMBERED_NAMES && !addresses.isEmpty()) {
            known.put(host, new Known(addresses, System.nanoTime() + rememberNanos));
        }
    }

    private Future<List<InetAddress>> lookUp(String host) {
        Context caller = vertx.getOrCreateContext();
        Promise<List<InetAddress>> answer = Promise.promise();
        resolver.resolveAll(host)
                .addListener((io.netty.util.concurrent.Future<List<InetAddress>> found) -> caller.runOnContext(here -> {
                    if (found.isSuccess()) {
                        answer.complete(List.copyOf(found.getNow()));
                    } else {
                        answer.fail(found.cause());
                    }
                }));
        return answer.future();
    }

    @PreDestroy
    public void close() {
        resolver.close();
        // Without Netty's two quiet seconds: nobody looks names up any more when this is closed.
        var ending = loop.shutdownGracefully(0, CLOSING_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        ending.syncUninterruptibly();
    }
}
