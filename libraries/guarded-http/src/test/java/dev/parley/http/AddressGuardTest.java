package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard strict = new AddressGuard(false, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void nothingOfOurOwnNetworkIsReached(String address) throws Exception {
        assertThat(strict.mayReach(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.255.255",
                "192.169.0.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "2001:4860:4860::8888"
            })
    void publicAddressesAreReached(String address) throws Exception {
        assertThat(strict.mayReach(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void tryingOutAllowsThisMachineAndNothingMore() throws Exception {
        AddressGuard trying = new AddressGuard(true, List.of());

        assertThat(trying.mayReach(InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(trying.mayReach(InetAddress.getByName("::1"))).isTrue();
        assertThat(trying.mayReach(InetAddress.getByName("10.0.0.1"))).isFalse();
        assertThat(trying.mayReach(InetAddress.getByName("169.254.169.254"))).isFalse();
    }

    @Test
    void anOperatorMayOpenANetwork() throws Exception {
        AddressGuard opened = new AddressGuard(false, List.of("10.20.0.0/15"));

        assertThat(opened.mayReach(InetAddress.getByName("10.21.255.255"))).isTrue();
        assertThat(opened.mayReach(InetAddress.getByName("10.22.0.0"))).isFalse();
        assertThat(opened.mayReach(InetAddress.getByName("127.0.0.1"))).isFalse();
    }
}
