package dev.parley.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parley.benchmarks.load.Latencies;
import dev.parley.benchmarks.load.Refusals;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was measured. What was not measured is null.
 *
 * @param ceilingPerSecond the bare cost of the same work in the same run, as a rate
 * @param ceiling what that bare work is
 * @param errors operations that were refused or failed
 * @param refusals what the refused ones were answered, for people
 * @param lost what was accepted and never arrived
 * @param duplicated what arrived more than once
 */
public record Figure(
        String name,
        @JsonProperty("rate_per_s") @Nullable Double ratePerSecond,
        @JsonProperty("ceiling_per_s") @Nullable Double ceilingPerSecond,
        @Nullable String ceiling,
        @JsonIgnore @Nullable Latencies latencies,
        long errors,
        @JsonIgnore @Nullable Refusals refusals,
        long lost,
        long duplicated) {

    public static Figure of(String name) {
        return new Figure(name, null, null, null, null, 0, null, 0, 0);
    }

    public Figure rate(double perSecond) {
        return new Figure(name, perSecond, ceilingPerSecond, ceiling, latencies, errors, refusals, lost, duplicated);
    }

    public Figure beside(String bareWork, double perSecond) {
        return new Figure(name, ratePerSecond, perSecond, bareWork, latencies, errors, refusals, lost, duplicated);
    }

    public Figure latencies(Latencies measured) {
        return new Figure(name, ratePerSecond, ceilingPerSecond, ceiling, measured, errors, refusals, lost, duplicated);
    }

    public Figure wrong(long failed, long missing, long repeated) {
        return new Figure(name, ratePerSecond, ceilingPerSecond, ceiling, latencies, failed, null, missing, repeated);
    }

    public Figure wrong(Refusals refused, long missing, long repeated) {
        return new Figure(
                name, ratePerSecond, ceilingPerSecond, ceiling, latencies, refused.count(), refused, missing, repeated);
    }

    /** Counts further errors, whatever was counted before. */
    public Figure alsoWrong(long failed) {
        return new Figure(
                name, ratePerSecond, ceilingPerSecond, ceiling, latencies, errors + failed, refusals, lost, duplicated);
    }

    /** What was refused, if anything was. */
    public Optional<Refusals> refused() {
        return Optional.ofNullable(refusals).filter(refused -> refused.count() > 0);
    }

    @JsonProperty("ratio")
    public @Nullable Double ratio() {
        Double rate = ratePerSecond;
        Double bare = ceilingPerSecond;
        return rate == null || bare == null ? null : rate / bare;
    }

    @JsonProperty("p50_ms")
    public @Nullable Double p50() {
        return millisAt(50);
    }

    @JsonProperty("p99_ms")
    public @Nullable Double p99() {
        return millisAt(99);
    }

    @JsonProperty("p999_ms")
    public @Nullable Double p999() {
        return millisAt(99.9);
    }

    @JsonProperty("max_ms")
    public @Nullable Double max() {
        return millisAt(100);
    }

    private @Nullable Double millisAt(double percentile) {
        Latencies measured = latencies;
        return measured == null || measured.count() == 0 ? null : measured.millisAt(percentile);
    }
}
