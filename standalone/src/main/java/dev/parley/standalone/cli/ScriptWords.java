package dev.parley.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that the shell script carries out; here for their help and their completion. */
final class ScriptWords {
    private ScriptWords() {}

    @CommandLine.Command(name = "test", description = "Run every test, or one long campaign.")
    static final class Test {
        @Option(names = "--full", paramLabel = "NAME", description = "The campaign, as CONTRIBUTING.md names it.")
        Optional<String> full = Optional.empty();

        @Parameters(paramLabel = "MAVEN ARGUMENTS", description = "Passed on to Maven.")
        List<String> arguments = new ArrayList<>();
    }

    @CommandLine.Command(name = "bench", description = "Measure one path beside the machine's own ceiling.")
    static final class Bench {
        @Parameters(arity = "0..1", paramLabel = "NAME", description = "The path; without one, all are listed.")
        Optional<String> name = Optional.empty();

        @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON.")
        Optional<String> json = Optional.empty();
    }

    @CommandLine.Command(name = "images", description = "Build the container images; needs a container engine.")
    static final class Images {
        @Option(names = "--as-built", description = "Take what is built, stale or not.")
        boolean asBuilt;

        @Parameters(paramLabel = "PROGRAM", description = "The programs; all of them if absent.")
        List<String> programs = new ArrayList<>();
    }

    @CommandLine.Command(name = "sbom", description = "List what each program consists of, as CycloneDX.")
    static final class Sbom {}
}
