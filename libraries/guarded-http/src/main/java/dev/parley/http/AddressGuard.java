package dev.parley.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses a URL from outside may reach: public ones, and nothing that leads back into our own network.
 * An IPv4 address wrapped in IPv6 is what it wraps ({@code ::ffff:10.0.0.1} is read as {@code 10.0.0.1} by the JDK);
 * translated ones (NAT64, 6to4, Teredo) are refused whatever they wrap.
 */
public final class AddressGuard {
    private static final List<Network> LOOPBACK = Network.all("127.0.0.0/8", "::1/128");

    /** IANA's special-purpose registry: what is not globally reachable, and what may be translated into such. */
    private static final List<Network> SPECIAL_IPV4 = Network.all(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Only global unicast is public in IPv6: so loopback, link-local, unique-local, NAT64 and multicast never are. */
    private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");

    private static final List<Network> SPECIAL_IPV6 =
            Network.all("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private final boolean loopbackAllowed;
    private final List<Network> allowed;

    public AddressGuard(boolean loopbackAllowed, List<String> allowedNetworks) {
        this.loopbackAllowed = loopbackAllowed;
        this.allowed = allowedNetworks.stream().map(Network::parse).toList();
    }

    public boolean mayReach(InetAddress address) {
        return isPublic(address) || (loopbackAllowed && isIn(LOOPBACK, address)) || isIn(allowed, address);
    }

    private static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? !isIn(SPECIAL_IPV4, address)
                : GLOBAL_IPV6.contains(address) && !isIn(SPECIAL_IPV6, address);
    }

    private static boolean isIn(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
