package dev.parley.platform.address;

import dev.parley.testing.NameServer;
import java.util.List;
import java.util.stream.Stream;

/** What a stranger may write for an address of ours; {@code %d} is the port. */
final class AddressForms {
    /** Public as far as a test goes. */
    static final String OUTSIDE = "127.0.0.2";

    private static final List<String> HOSTS = List.of(
            // this machine, in every notation
            "127.0.0.1",
            "127.0.0.1.",
            "127.0.0.1..",
            "127.1",
            "127.0.1",
            "0",
            "2130706433",
            "0x7f000001",
            "0x7f.1",
            "0177.0.0.1",
            "017700000001",
            "127.0.0.01",
            "0.0.0.0",
            "127.255.255.254",
            "1%%32%%37.0.0.1",
            "[::1]",
            "[0:0:0:0:0:0:0:1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::FFFF:7F00:1]",
            "[::127.0.0.1]",
            "[::ffff:0:127.0.0.1]",
            "[::1%%25lo]",
            "[64:ff9b::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::7f00:1]",
            "[2002:7f00:1::]",
            "[2001:0:7f00:1::]",
            // digits and dots that some libraries take for ASCII
            "\uff11\uff12\uff17.\uff10.\uff10.\uff11",
            "\u2460\u2461\u2466.0.0.1",
            "127\u30020\u30020\u30021",
            // a good name in front
            "good@127.0.0.1",
            "good:word@127.0.0.1",
            "outside.test@127.0.0.1",
            "127.0.0.1:%d\\@outside.test",
            "outside.test:443@127.0.0.1",
            "@127.0.0.1",
            // networks that are not public
            "10.0.0.1",
            "172.16.0.1",
            "192.168.0.1",
            "100.64.0.1",
            "169.254.169.254",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "[fe80::1]",
            "[fe80::1%%25eth0]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[fec0::1]",
            "[ff02::1]",
            "[100::1]",
            "[100:0:0:1::1]",
            "[2001:2::1]",
            "[2001:20::1]",
            "[2001:db8::1]",
            "[3fff::1]",
            "[5f00::1]",
            // names
            "localhost",
            "LOCALHOST",
            "localhost.",
            "inside.test",
            "INSIDE.test.",
            "inside6.test",
            "mapped.test",
            "nat64.test",
            "metadata.test",
            "both.test",
            "public-first.test",
            "unknown.test");

    private static final List<String> OTHERS = List.of(
            "http://127.0.0.1:%d/",
            "http://outside.test:%d/",
            "HTTP://127.0.0.1:%d/",
            "https://127.0.0.1:0/",
            "https://127.0.0.1:65536/",
            "https://127.0.0.1:-1/",
            "https:127.0.0.1:%d/",
            "https:/127.0.0.1:%d/",
            "https:///127.0.0.1:%d/",
            "https:\\\\127.0.0.1:%d/",
            "//127.0.0.1:%d/",
            "ftp://127.0.0.1:%d/",
            "file:///etc/passwd",
            "gopher://127.0.0.1:%d/",
            "jar:https://127.0.0.1:%d/",
            "unix:/run/x.sock",
            "");

    private AddressForms() {}

    static Stream<String> all() {
        return Stream.concat(
                HOSTS.stream().map(host -> host.contains("%d") ? "https://" + host : "https://" + host + ":%d/"),
                OTHERS.stream());
    }

    /** Before each use: what the names mean now. */
    static void tellNames() {
        NameServer.tell("outside.test", OUTSIDE);
        NameServer.tell("inside.test", "127.0.0.1");
        NameServer.tell("metadata.test", "169.254.169.254");
        NameServer.tellIpv6("inside6.test", "::1");
        NameServer.tellIpv6("mapped.test", "::ffff:127.0.0.1");
        NameServer.tellIpv6("nat64.test", "64:ff9b::7f00:1");
        NameServer.tellTogether("both.test", "127.0.0.1", OUTSIDE);
        NameServer.tell("public-first.test", OUTSIDE, "127.0.0.1");
    }
}
