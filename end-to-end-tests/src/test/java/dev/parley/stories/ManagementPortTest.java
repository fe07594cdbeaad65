package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Health and metrics of every program are on its management port, which only this machine reaches. */
class ManagementPortTest {
    @RegisterExtension
    static final Parley PARLEY = new Parley();

    private static final List<String> SPELLINGS = List.of(
            "/q",
            "/q/",
            "/q/metrics",
            "/q/health",
            "/q/health/ready",
            "//q/metrics",
            "/./q/health",
            "/media/../q/metrics",
            "/hooks/../q/metrics",
            "/%71/metrics",
            "/%2e/q/health",
            "/q%2fmetrics",
            "/q;a=b/metrics",
            "/q/metrics/",
            "/q/metrics?format=json");

    static Stream<String> programs() {
        return Stream.concat(Parley.SERVICES.stream(), Stream.of("sandbox"));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aProgramServesItsHealthOnItsManagementPort(String program) throws IOException, InterruptedException {
        assertThat(get(PARLEY.management(program), "/q/health/ready").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void itsOwnPortServesNeitherHealthNorMetrics(String program) throws IOException, InterruptedException {
        for (String spelling : SPELLINGS) {
            HttpResponse<String> response = get(PARLEY.front(program), spelling);

            assertThat(response.statusCode()).as(spelling).isIn(400, 404);
            assertThat(response.body()).as(spelling).doesNotContain("jvm_", "\"UP\"", "\"checks\"");
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theManagementPortIsClosedToOtherMachines(String program) throws IOException {
        List<InetAddress> others = otherAddresses();
        Assumptions.assumeFalse(others.isEmpty(), "this machine has no address but loopback");

        assertThat(others)
                .noneMatch(
                        address -> accepts(address, PARLEY.management(program).getPort()));
    }

    private static HttpResponse<String> get(URI base, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
        }
    }

    private static List<InetAddress> otherAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    private static boolean accepts(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1_000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
