package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.process.Tether;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script {@code ./parley} over a pretended repository: what it finds stale, and what it says is missing. */
class ParleyScriptTest {
    private static final Instant SOURCES = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant BUILD = SOURCES.plusSeconds(60);
    private static final Instant EDIT = BUILD.plusSeconds(60);
    private static final List<String> SERVICES =
            List.of("api-gateway", "dispatch-service", "ingest-service", "bluesky-poller", "webhook-fanout");

    @TempDir
    private Path root;

    @BeforeEach
    void aBuiltRepository() throws IOException {
        Files.copy(Installation.find().root().resolve("parley"), root.resolve("parley"));
        write("pom.xml", SOURCES);
        for (String library : List.of("shared-model", "platforms", "standalone")) {
            module(library, library + "/target/" + library + "-1.jar");
        }
        module("standalone/broker", "standalone/broker/target/standalone-broker-1.jar");
        module("sandbox", "sandbox/target/quarkus-app/quarkus-run.jar");
        for (String service : SERVICES) {
            module(service, service + "/target/quarkus-app/quarkus-run.jar");
        }
    }

    @Test
    void nothingIsStaleAfterABuild() {
        assertThat(stale()).isEmpty();
    }

    @Test
    void anEditedServiceIsStaleAlone() throws IOException {
        write("ingest-service/src/main/java/Main.java", EDIT);

        assertThat(stale()).containsExactly("ingest-service");
    }

    @Test
    void anEditedPlatformMakesTheServicesStaleThatContainIt() throws IOException {
        write("platforms/src/main/java/Main.java", EDIT);

        assertThat(stale())
                .containsExactlyInAnyOrder(
                        "platforms", "api-gateway", "dispatch-service", "ingest-service", "bluesky-poller");
    }

    @Test
    void anEditedRootPomMakesEverythingStale() throws IOException {
        write("pom.xml", EDIT);

        assertThat(stale()).containsAll(SERVICES).contains("shared-model", "standalone", "sandbox");
    }

    @Test
    void anEditedTestMakesNothingStale() throws IOException {
        write("sandbox/src/test/java/MainTest.java", EDIT);

        assertThat(stale()).isEmpty();
    }

    @Test
    void whatWasNeverBuiltIsStale() throws IOException {
        Files.delete(root.resolve("sandbox/target/quarkus-app/quarkus-run.jar"));

        assertThat(stale()).containsExactly("sandbox");
    }

    @Test
    void anEditMadeDuringTheBuildCountsAsNewer() throws IOException {
        write("sandbox/src/main/java/Main.java", BUILD.minusSeconds(1));
        write("sandbox/target/parley-built", BUILD.minusSeconds(2));

        assertThat(stale()).containsExactly("sandbox");
    }

    @Test
    void aNamedJdkThatIsTooOldIsPassedOver() throws IOException {
        pretendJdk("jdk-17", "17.0.15");

        Outcome outcome = run(Map.of("JAVA_HOME", root.resolve("jdk-17").toString()), "stale");

        assertThat(outcome.code()).as(outcome.output()).isZero();
    }

    @Test
    void withoutNodeTheTestsSayWhatToInstall() throws IOException {
        pretendJdk("jdk-25", "25.0.1");
        String tools = onlyTools("bash", "readlink", "dirname", "sed");

        Outcome outcome = run(
                Map.of(
                        "PARLEY_JAVA_HOME", root.resolve("jdk-25").toString(),
                        "PATH", tools,
                        "HOME", root.toString()),
                "test");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("install Node");
    }

    private List<String> stale() {
        Outcome outcome = run(Map.of(), "stale");
        assertThat(outcome.code()).as(outcome.output()).isZero();
        return outcome.output().lines().toList();
    }

    private record Outcome(int code, String output) {}

    private Outcome run(Map<String, String> environment, String... arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(root.resolve("parley").toString())
                    .directory(root.toFile())
                    .redirectErrorStream(true);
            builder.command().addAll(List.of(arguments));
            builder.environment().putAll(environment);
            builder.environment().remove("PARLEY_HOME");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void pretendJdk(String name, String version) throws IOException {
        Path javac = root.resolve(name).resolve("bin/javac");
        Files.createDirectories(javac.getParent());
        Files.writeString(javac, "#!/bin/sh\n");
        Files.setPosixFilePermissions(javac, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(root.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    /** A folder for PATH with nothing but these. */
    private String onlyTools(String... names) throws IOException {
        Path folder = Files.createDirectories(root.resolve("tools"));
        for (String name : names) {
            Files.createSymbolicLink(
                    folder.resolve(name), Tether.onPath(name).orElseThrow().toRealPath());
        }
        return folder.toString();
    }

    private void module(String name, String artifact) throws IOException {
        write(name + "/pom.xml", SOURCES);
        write(name + "/src/main/java/Main.java", SOURCES);
        write(artifact, BUILD);
    }

    private void write(String path, Instant modified) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
