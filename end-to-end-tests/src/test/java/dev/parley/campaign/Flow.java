package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;

import dev.parley.campaign.Crowd.Seat;
import dev.parley.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Commands on their way to the topic, one for each chat in turn, at an even pace: so that something is always under
 * way while dispatchers come and go. Goes on beyond the rounds it began with, up to four times as many, until the campaign
 * has seen enough.
 */
final class Flow implements AutoCloseable {
    private static final int TICKS_A_SECOND = 20;
    private static final long MOST = 4;
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofMinutes(1);

    private final Crowd crowd;
    private final int rounds;
    private final KafkaProducer<String, String> producer;
    private final ScheduledExecutorService pacer = Executors.newSingleThreadScheduledExecutor();
    private volatile long published;
    private volatile boolean enough;
    private volatile boolean over;
    private volatile @Nullable Exception failure;

    private Flow(Crowd crowd, String brokers, int rounds) {
        this.crowd = crowd;
        this.rounds = rounds;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all"), new StringSerializer(), new StringSerializer());
    }

    /**
     * Begins to publish.
     *
     * @param rounds how many commands each chat gets at least
     */
    static Flow start(Crowd crowd, String brokers, int rounds, int perSecond) {
        Flow flow = new Flow(crowd, brokers, rounds);
        int atOnce = Math.max(1, perSecond / TICKS_A_SECOND);
        long pause = 1_000_000L * atOnce / perSecond;
        var unused = flow.pacer.scheduleAtFixedRate(() -> flow.publish(atOnce), 0, pause, TimeUnit.MICROSECONDS);
        return flow;
    }

    private void publish(int count) {
        for (int i = 0; i < count && !over; i++) {
            int place = (int) (published % crowd.size());
            long round = published / crowd.size();
            if (place == 0 && (round >= rounds && enough || round >= MOST * rounds)) {
                over = true;
                return;
            }
            Seat seat = crowd.seat(place);
            producer.send(
                    new ProducerRecord<>(Topics.OUTBOUND, seat.chat(), crowd.command(seat, round)),
                    (stored, refusal) -> failure = refusal == null ? failure : refusal);
            published++;
        }
    }

    /** So much of what it began with is on the topic. */
    boolean hasReached(double share) {
        return published >= share * rounds * crowd.size();
    }

    /** Ends with the round at hand, or with the last it began with. */
    void enough() {
        enough = true;
    }

    /** Waits for that end; how many commands the topic holds then. */
    long finish(Duration limit) {
        enough();
        await().atMost(limit).until(() -> over);
        producer.flush();
        Exception refusal = failure;
        if (refusal != null) {
            throw new AssertionError("a command was not taken", refusal);
        }
        return published;
    }

    @Override
    public void close() {
        pacer.shutdownNow();
        producer.close(ACKNOWLEDGED_WITHIN);
    }
}
