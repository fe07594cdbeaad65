package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;

import dev.parley.campaign.FanoutStage.Seat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Events put onto the topic at a steady rate, whatever becomes of them, and how long each was under way. */
final class Traffic {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final FanoutStage stage;
    private final Map<String, Long> published = new ConcurrentHashMap<>();

    Traffic(FanoutStage stage) {
        this.stage = stage;
    }

    /** Fifty rounds a second; each gives {@code perRound} of the seats, in turn, an event. */
    void flow(List<Seat> seats, int perRound, Duration length) {
        int rounds = (int) (length.toMillis() / 20);
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            for (int round = 0; round < rounds; round++) {
                int first = round * perRound;
                clock.schedule(() -> round(seats, first, perRound), round * 20L, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void round(List<Seat> seats, int first, int count) {
        for (int i = first; i < first + count; i++) {
            Seat seat = seats.get(i % seats.size());
            long now = System.nanoTime();
            published.put(stage.publish(seat), now);
        }
    }

    int size() {
        return published.size();
    }

    /** Waits until every event has come; then how long they took, the quickest first, in nanoseconds. */
    List<Long> delays() {
        await().atMost(LIMIT).until(() -> arrived() == published.size());
        return stage.audience().arrivals().stream()
                .filter(arrival -> published.containsKey(arrival.event()))
                .map(arrival -> arrival.nanos() - published.get(arrival.event()))
                .sorted()
                .toList();
    }

    private long arrived() {
        return stage.audience().arrivals().stream()
                .map(Audience.Arrival::event)
                .filter(published::containsKey)
                .distinct()
                .count();
    }
}
