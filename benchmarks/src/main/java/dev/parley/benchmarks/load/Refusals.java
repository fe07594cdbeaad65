package dev.parley.benchmarks.load;

import io.vertx.core.AsyncResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Requests that were not answered as they should be, by what came instead. */
public final class Refusals {
    private final int expected;
    private final Map<String, AtomicLong> byAnswer = new ConcurrentHashMap<>();

    /** @param expected the status of a request that went well */
    public Refusals(int expected) {
        this.expected = expected;
    }

    public void answered(AsyncResult<Integer> status) {
        if (status.failed() || status.result() != expected) {
            String answer = status.failed()
                    ? String.valueOf(status.cause())
                    : status.result().toString();
            byAnswer.computeIfAbsent(answer, first -> new AtomicLong()).incrementAndGet();
        }
    }

    /** How many there were. */
    public long count() {
        return byAnswer.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** For people; says what came, and how often. */
    @Override
    public String toString() {
        return byAnswer.entrySet().stream()
                .map(answer -> answer.getKey() + " (" + answer.getValue() + ")")
                .collect(Collectors.joining(", ", "instead of " + expected + ": ", ""));
    }
}
