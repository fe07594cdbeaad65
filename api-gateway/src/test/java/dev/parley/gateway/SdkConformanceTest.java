package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.gateway.testing.WatchedGateway;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Runs the official SDK, in Node, against this gateway, and holds every answer it gets against the document. */
@QuarkusTest
class SdkConformanceTest {
    private static final int PATIENCE_MINUTES = 3;

    private final Tenancy tenancy = Tenancy.fresh();

    @Test
    void theOfficialSdkWorksUnchanged() throws Exception {
        String profile = tenancy.profile("facebook");
        String chat = tenancy.chat(profile, "psid-1");
        Rows.inbound(chat, "m_sdk", "hi");
        String post = Rows.post(profile);
        String comment = Rows.comment(post, profile, "c-sdk", null);
        Path folder = prepare();
        run(folder, List.of("npm", "ci", "--no-audit", "--no-fund"), Map.of());
        try (WatchedGateway gateway = new WatchedGateway()) {
            run(folder, List.of("node", "--test", "conformance.mjs"), names(gateway, profile, chat, post, comment));
            assertThat(gateway.flaws()).isEmpty();
            assertThat(gateway.exchanges()).isGreaterThan(30);
        }
    }

    private Map<String, String> names(
            WatchedGateway gateway, String profile, String chat, String post, String comment) {
        return Map.of(
                "PARLEY_URL", gateway.url(),
                "PARLEY_KEY", tenancy.api().key(),
                "PARLEY_GROUP", tenancy.group(),
                "PARLEY_PROFILE", profile,
                "PARLEY_CHAT", chat,
                "PARLEY_POST", post,
                "PARLEY_COMMENT", comment);
    }

    private static Path prepare() throws IOException {
        Path from = Path.of("src/test/node");
        Path to = Files.createDirectories(Path.of("target/node"));
        for (String file : List.of("package.json", "package-lock.json", "conformance.mjs")) {
            Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        return to;
    }

    private static void run(Path folder, List<String> command, Map<String, String> environment) throws Exception {
        Path log = folder.resolve(command.getFirst() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException missing) {
            throw new AssertionError(
                    "The SDK test needs Node 18 or newer with npm on the PATH; install it and run again.", missing);
        }
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String output = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(ended).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
