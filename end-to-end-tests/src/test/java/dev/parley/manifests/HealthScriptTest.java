package dev.parley.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the container engine runs every few seconds: {@code deploy/health}. */
class HealthScriptTest {
    private static final Path SCRIPT = Path.of(System.getProperty("parley.root"), "deploy", "health");
    private static final int UNANSWERED = 3;

    @TempDir
    Path folder;

    private HttpServer server;
    private Process program;
    private volatile int live = 200;
    private volatile int ready = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/q/health/live", true);
        answer("/q/health/ready", false);
        server.start();
        program = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        program.destroyForcibly();
    }

    @Test
    void saysWhetherTheProgramIsReady() throws Exception {
        assertThat(check()).isZero();
        ready = 503;
        assertThat(check()).isNotZero();
        for (int i = 0; i < 2 * UNANSWERED; i++) {
            check();
        }
        assertThat(program.isAlive()).isTrue();
    }

    @Test
    void aProgramThatAnswersNoMoreIsKilled() throws Exception {
        check();
        live = 503;
        for (int i = 1; i < UNANSWERED; i++) {
            check();
            assertThat(program.isAlive()).isTrue();
        }
        check();
        assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneThatWasNotUpYetIsLeftAlone() throws Exception {
        server.stop(0);
        for (int i = 0; i < 2 * UNANSWERED; i++) {
            assertThat(check()).isNotZero();
        }
        assertThat(program.isAlive()).isTrue();
    }

    @Test
    void anAnswerInBetweenBeginsTheCountAnew() throws Exception {
        check();
        for (int round = 0; round < 3; round++) {
            live = 503;
            for (int i = 1; i < UNANSWERED; i++) {
                check();
            }
            live = 200;
            check();
        }
        assertThat(program.isAlive()).isTrue();
    }

    private void answer(String path, boolean forLive) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(forLive ? live : ready, -1);
            exchange.close();
        });
    }

    private int check() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString());
        builder.environment()
                .put(
                        "QUARKUS_MANAGEMENT_PORT",
                        Integer.toString(server.getAddress().getPort()));
        builder.environment().put("PARLEY_HEALTH_NOTES", folder.resolve("notes").toString());
        builder.environment().put("PARLEY_HEALTH_UNANSWERED", Integer.toString(UNANSWERED));
        builder.environment().put("PARLEY_HEALTH_PROGRAM", Long.toString(program.pid()));
        return builder.start().waitFor();
    }
}
