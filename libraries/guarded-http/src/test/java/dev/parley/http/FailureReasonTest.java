package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureReasonTest {
    private static final String SECRET = "https://10.0.0.1/secret";

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectTimeoutException(SECRET), "connecting took too long"),
                Arguments.of(new ConnectException(SECRET), "connection refused"),
                Arguments.of(new NoRouteToHostException(SECRET), "host unreachable"),
                Arguments.of(new SSLException(SECRET), "TLS failed"),
                Arguments.of(new HttpClosedException(SECRET), "connection closed"),
                Arguments.of(new StreamResetException(8), "connection closed"),
                Arguments.of(new SocketException(SECRET), "connection reset"),
                Arguments.of(new IllegalStateException(SECRET), "IllegalStateException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsNamedWithoutItsText(Throwable failure, String reason) {
        assertThat(FailureReason.of(failure)).isEqualTo(reason);
    }
}
