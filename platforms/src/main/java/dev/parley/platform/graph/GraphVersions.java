package dev.parley.platform.graph;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * When versions of the Graph API end: two years after the next one came. The configured one is warned of half a year
 * before, at the start and by a metric.
 */
@Startup
@Singleton
public class GraphVersions {
    private static final Logger LOG = Logger.getLogger(GraphVersions.class);
    private static final Period WARNED_BEFORE = Period.ofMonths(6);

    private static final Map<String, LocalDate> ENDS = Map.of(
            "v20.0", LocalDate.of(2026, 9, 24),
            "v21.0", LocalDate.of(2027, 1, 21),
            "v22.0", LocalDate.of(2027, 5, 29),
            "v23.0", LocalDate.of(2027, 10, 8),
            "v24.0", LocalDate.of(2028, 2, 18),
            "v25.0", LocalDate.of(2028, 7, 29),
            "v26.0", LocalDate.of(2028, 11, 4));

    GraphVersions(GraphConfig config, MeterRegistry metrics) {
        String version = config.version();
        warning(version, today()).ifPresent(LOG::warn);
        Gauge.builder("parley.platform.graph.version.days.left", () -> daysLeft(version, today()))
                .description("Days until the configured version of the Graph API ends")
                .register(metrics);
    }

    /** When it ends; empty for one that is too new to tell. One before all that are known has ended. */
    static Optional<LocalDate> endOf(String version) {
        LocalDate known = ENDS.get(version);
        boolean old = version.matches("v1?\\d\\.\\d+");
        return known != null || !old ? Optional.ofNullable(known) : Optional.of(LocalDate.of(2026, 5, 21));
    }

    /** {@code NaN} where nobody can tell. */
    static double daysLeft(String version, LocalDate today) {
        return endOf(version)
                .map(end -> (double) ChronoUnit.DAYS.between(today, end))
                .orElse(Double.NaN);
    }

    /** What an operator should read; empty while there is time. */
    static Optional<String> warning(String version, LocalDate today) {
        return endOf(version)
                .filter(end -> !today.isBefore(end.minus(WARNED_BEFORE)))
                .map(end -> "Graph API " + version + (today.isBefore(end) ? " ends on " : " has ended on ") + end
                        + ": set parley.graph.version to a newer one");
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
