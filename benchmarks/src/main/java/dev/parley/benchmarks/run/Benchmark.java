package dev.parley.benchmarks.run;

import dev.parley.benchmarks.report.Report;
import dev.parley.benchmarks.stage.BenchmarkStage;
import java.util.Map;

/** One path of Parley under load. */
public interface Benchmark {
    String name();

    /** One line for the usage. */
    String purpose();

    /** Settings that the services are started with besides their defaults, as system properties. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** Puts load on a running system, which it has for itself, and reports what it found. */
    void run(BenchmarkStage stage, Options options, Report report);
}
