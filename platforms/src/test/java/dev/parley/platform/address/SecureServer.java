package dev.parley.platform.address;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An https server on a loopback address, under a name of its own; while it runs this JVM trusts it alone. */
public final class SecureServer implements AutoCloseable {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "changeit";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    public SecureServer(String name, String address, Handler<HttpServerRequest> handler) throws Exception {
        Path keys = certificateFor(name);
        System.setProperty(TRUST_STORE, keys.toString());
        System.setProperty(TRUST_STORE + "Password", PASSWORD);
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD));
        server = vertx.createHttpServer(options)
                .requestHandler(handler)
                .listen(0, address)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    public int port() {
        return server.actualPort();
    }

    public Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() throws Exception {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Path certificateFor(String name) throws IOException, InterruptedException {
        Path keys = Files.createTempDirectory("keys").resolve("keys.p12");
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
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        return keys;
    }
}
