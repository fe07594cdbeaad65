package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedTlsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private Vertx vertx;
    private GuardedHttp http;
    private HostAddresses addresses;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Path trusted = certificateFor("localhost", "trusted.p12");
        System.setProperty(TRUST_STORE, trusted.toString());
        System.setProperty(TRUST_STORE + "Password", PASSWORD);
        vertx = Vertx.vertx();
        addresses = new HostAddresses(Settings.TRYING_OUT, vertx);
        http = new GuardedHttp(vertx, Settings.TRYING_OUT, addresses, new CustomerUrls(Settings.TRYING_OUT));
        port = serve(trusted).actualPort();
    }

    @AfterEach
    void stop() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
        http.close();
        addresses.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void theCertificateMustBeForTheNameInTheUrlThoughTheAddressIsCalled() {
        assertThat(get("localhost", port)).isInstanceOf(GuardedAnswer.Opened.class);
        assertThat(get("127.0.0.1", port)).isInstanceOf(GuardedAnswer.NoAnswer.class);
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        int stranger = serve(certificateFor("localhost", "stranger.p12")).actualPort();

        assertThat(get("localhost", stranger)).isInstanceOf(GuardedAnswer.NoAnswer.class);
    }

    private GuardedAnswer get(String host, int at) {
        return http.call(GuardedCall.get(new Target(true, host, at, "/"), Duration.ofSeconds(5), 0))
                .await()
                .atMost(LIMIT);
    }

    private HttpServer serve(Path keys) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD));
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end("fine"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private Path certificateFor(String name, String file) throws Exception {
        Path keys = folder.resolve(file);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return keys;
    }
}
