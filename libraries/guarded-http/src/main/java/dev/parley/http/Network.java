package dev.parley.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;

/** A range of addresses, written {@code 10.0.0.0/8} or {@code 2001:db8::/32}. */
record Network(byte[] prefix, int bits) {
    static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = slash < 1 ? null : NetUtil.createByteArrayFromIpAddressString(text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("not a network: " + text);
        }
        int bits = Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException("not a network: " + text);
        }
        return new Network(address, bits);
    }

    static List<Network> all(String... texts) {
        return List.of(texts).stream().map(Network::parse).toList();
    }

    boolean contains(InetAddress address) {
        byte[] asked = address.getAddress();
        if (asked.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
            if (((asked[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
