package dev.parley.benchmarks;

import dev.parley.benchmarks.path.DispatchBenchmark;
import dev.parley.benchmarks.path.FanoutBenchmark;
import dev.parley.benchmarks.path.InboxBenchmark;
import dev.parley.benchmarks.path.IngestBenchmark;
import dev.parley.benchmarks.path.LatencyBenchmark;
import dev.parley.benchmarks.path.SendBenchmark;
import dev.parley.benchmarks.path.SoakBenchmark;
import dev.parley.benchmarks.report.JsonFile;
import dev.parley.benchmarks.report.LatencyPlot;
import dev.parley.benchmarks.report.Report;
import dev.parley.benchmarks.report.Table;
import dev.parley.benchmarks.run.Benchmark;
import dev.parley.benchmarks.run.Options;
import dev.parley.benchmarks.stage.BenchmarkStage;
import dev.parley.standalone.infrastructure.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code ./parley bench NAME}: runs one benchmark over a system of its own and shows what it found. */
public final class Bench {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private static final List<Benchmark> BENCHMARKS = List.of(
            new SendBenchmark(),
            new DispatchBenchmark(),
            new IngestBenchmark(),
            new FanoutBenchmark(),
            new LatencyBenchmark(),
            new InboxBenchmark(),
            new SoakBenchmark());

    private Bench() {}

    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            Options options = Options.parse(arguments);
            return run(find(options.name()), options);
        } catch (Options.Misuse e) {
            System.err.println(e.getMessage());
            System.err.println(usage());
            return MISUSED;
        }
    }

    private static Benchmark find(String name) {
        return BENCHMARKS.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Options.Misuse(
                        name.isEmpty() ? "Say what to measure." : "There is no benchmark \"" + name + "\"."));
    }

    private static int run(Benchmark benchmark, Options options) {
        Path results = Installation.find().root().resolve("benchmarks/target/results");
        Report report = new Report(benchmark.name());
        try (BenchmarkStage stage =
                BenchmarkStage.open(results.resolve(benchmark.name()), benchmark.settings(), options.profile())) {
            benchmark.run(stage, options, report);
            stage.describe(report);
        }
        Table.print(report, System.out);
        Path plot = results.resolve(benchmark.name() + ".svg");
        LatencyPlot.write(report, plot);
        System.out.println("  latencies drawn in " + plot);
        options.json().ifPresent(file -> JsonFile.write(report, file));
        return report.isClean() ? 0 : FAILED;
    }

    private static String usage() {
        StringBuilder usage = new StringBuilder(
                "\nusage: ./parley bench NAME [--json FILE] [--seconds N] [--warm-up N] [--scale N] [--profile]\n\n");
        BENCHMARKS.forEach(benchmark -> usage.append("  %-10s %s%n".formatted(benchmark.name(), benchmark.purpose())));
        return usage.append("""

                  --json FILE   writes the figures as JSON
                  --seconds N   how long the steady load lasts
                  --warm-up N   how many seconds the load runs before it is measured; 120 unless told
                  --scale N     how many times the usual amount of stored data
                  --profile     every service writes a flight recording
                """).toString();
    }
}
