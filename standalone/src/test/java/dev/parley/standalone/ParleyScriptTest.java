package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.process.ParentDeathSignal;
import java.io.File;
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
        for (String library : List.of("kernel", "normaliser", "guarded-http", "media-store")) {
            module("libraries/" + library, "libraries/" + library + "/target/" + library + "-1.jar");
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
    void anEditedLibraryMakesStaleWhatContainsIt() throws IOException {
        write("libraries/media-store/src/main/java/Main.java", EDIT);

        assertThat(stale()).containsExactlyInAnyOrder("libraries/media-store", "api-gateway", "dispatch-service");
    }

    @Test
    void anEditedKernelMakesEverythingStale() throws IOException {
        write("libraries/kernel/src/main/java/Main.java", EDIT);

        assertThat(stale()).containsAll(SERVICES).contains("libraries/normaliser", "platforms", "standalone");
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

    @Test
    void whatTheLauncherWritesIsItsOwnersAlone() throws IOException {
        pretendJdk("jdk-25", "25.0.1");
        pretendProgram("jdk-25/bin/java", "umask");

        Outcome outcome = run(Map.of("PARLEY_JAVA_HOME", root.resolve("jdk-25").toString()), "status");

        assertThat(outcome.output().strip()).isEqualTo("0077");
        assertThat(mode(root.resolve(".parley"))).isEqualTo("rwx------");
    }

    @Test
    void aFileThatTakesTheSecretsIsItsOwnersAlone() throws IOException, InterruptedException {
        pretendJdk("jdk-25", "25.0.1");
        pretendProgram("jdk-25/bin/java", "echo PARLEY_OPERATOR_KEY=op_1");
        Path file = Files.writeString(root.resolve(".env"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        ProcessBuilder builder = new ProcessBuilder(root.resolve("parley").toString(), "env")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(file.toFile());
        builder.environment().put("PARLEY_JAVA_HOME", root.resolve("jdk-25").toString());
        builder.environment().remove("PARLEY_HOME");

        assertThat(builder.start().waitFor()).isZero();
        assertThat(file).hasContent("PARLEY_OPERATOR_KEY=op_1");
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aCampaignEndsWithItsCount() throws IOException {
        Outcome outcome = runCampaign("tests=\"5\" errors=\"0\" skipped=\"1\" failures=\"0\"");

        assertThat(outcome.output().lines().toList()).last().isEqualTo("4 passed, 0 failed");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void aCampaignWithAFailureFails() throws IOException {
        Outcome outcome = runCampaign("tests=\"5\" errors=\"1\" skipped=\"0\" failures=\"1\"");

        assertThat(outcome.output().lines().toList()).last().isEqualTo("3 passed, 2 failed");
        assertThat(outcome.code()).isNotZero();
    }

    @Test
    void aCampaignNobodyKnowsFails() throws IOException {
        Outcome outcome = runCampaign("tests=\"0\" errors=\"0\" skipped=\"0\" failures=\"0\"");

        assertThat(outcome.output().lines().toList()).last().isEqualTo("0 passed, 0 failed");
        assertThat(outcome.code()).isNotZero();
    }

    @Test
    void mutantsThatAreKilledPassAndThoseThatSurviveFail() throws IOException {
        Outcome outcome = runMutants("KILLED,KILLED,TIMED_OUT,KILLED,NON_VIABLE,SURVIVED", "");

        assertThat(outcome.output())
                .contains("survived: dev.parley.Rule$Inner of Math line 6 (survived)")
                .contains("80.0 % of 5 mutants killed");
        assertThat(outcome.output().lines().toList()).last().isEqualTo("4 passed, 1 failed");
        assertThat(outcome.code()).isNotZero();
    }

    @Test
    void aSurvivorThatIsJudgedIsNoFailure() throws IOException {
        Outcome outcome = runMutants(
                "KILLED,".repeat(9) + "NO_COVERAGE", "| `dev.parley.Rule$Inner` | `of` | Math | 1 | the same |\n");

        assertThat(outcome.output()).contains("1 survived, 1 of them judged");
        assertThat(outcome.output().lines().toList()).last().isEqualTo("9 passed, 0 failed");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void belowNineInTenNoJudgementHelps() throws IOException {
        Outcome outcome = runMutants(
                "KILLED,".repeat(8) + "SURVIVED", "| `dev.parley.Rule$Inner` | `of` | Math | 1 | the same |\n");

        assertThat(outcome.output().lines().toList()).last().isEqualTo("8 passed, 0 failed");
        assertThat(outcome.code()).isNotZero();
    }

    @Test
    void aJudgementOnAMethodThatIsGoneFails() throws IOException {
        Outcome outcome = runMutants("KILLED", "| `dev.parley.Rule` | `gone` | Math | 1 | the same |\n");

        assertThat(outcome.output()).contains("there is no such method: dev.parley.Rule gone");
        assertThat(outcome.code()).isNotZero();
    }

    /** Runs the mutants of one module with a pretended Maven that leaves a report of mutants with these ends. */
    private Outcome runMutants(String ends, String judged) throws IOException {
        write("docs/reliability-mutants.md", SOURCES);
        Files.writeString(root.resolve("docs/reliability-mutants.md"), "| class | method |\n|---|---|\n" + judged);
        write("config/mutants.txt", SOURCES);
        Files.writeString(
                root.resolve("config/mutants.txt"),
                "# rules\n\nlibrary rule dev.parley.Rule\nlibrary test dev.parley.RuleTest\n");
        StringBuilder rows = new StringBuilder();
        int line = 0;
        for (String end : ends.split(",")) {
            rows.append(
                    "Rule.java,dev.parley.Rule$Inner,org.pitest.x.MathMutator,of,%d,%s,none%n".formatted(++line, end));
        }
        Files.writeString(root.resolve("rows.csv"), rows);
        pretendProgram("tools/node", "true");
        pretendProgram(
                "tools/mvn",
                "case \"$*\" in *'-pl library -am -DtargetClasses=dev.parley.Rule,dev.parley.Rule$*"
                        + " -DtargetTests=dev.parley.RuleTest') ;; *) exit 1 ;; esac\n"
                        + "mkdir -p library/target/pit-reports\ncp rows.csv library/target/pit-reports/mutations.csv");
        String path = root.resolve("tools") + File.pathSeparator + System.getenv("PATH");
        return run(Map.of("PATH", path), "test", "--full", "mutants");
    }

    /** Runs a campaign with a pretended Maven that leaves one report, and one of an earlier run that must not count. */
    private Outcome runCampaign(String counts) throws IOException {
        Path reports = Files.createDirectories(root.resolve("end-to-end-tests/target/surefire-reports"));
        Files.writeString(reports.resolve("TEST-old.xml"), "<testsuite name=\"old\" tests=\"99\">");
        pretendProgram("tools/node", "true");
        pretendProgram(
                "tools/mvn",
                "mkdir -p %1$s\necho '<testsuite name=\"story\" %2$s>' > %1$s/TEST-story.xml"
                        .formatted(reports, counts));
        String path = root.resolve("tools") + File.pathSeparator + System.getenv("PATH");
        return run(Map.of("PATH", path), "test", "--full", "story");
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
            builder.environment().remove("PARLEY_MVN");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void pretendJdk(String name, String version) throws IOException {
        pretendProgram(name + "/bin/javac", "true");
        Files.writeString(root.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private void pretendProgram(String path, String script) throws IOException {
        Path program = root.resolve(path);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A folder for PATH with nothing but these. */
    private String onlyTools(String... names) throws IOException {
        Path folder = Files.createDirectories(root.resolve("tools"));
        for (String name : names) {
            Files.createSymbolicLink(
                    folder.resolve(name),
                    ParentDeathSignal.onPath(name).orElseThrow().toRealPath());
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
