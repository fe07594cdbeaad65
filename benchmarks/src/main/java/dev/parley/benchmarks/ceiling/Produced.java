package dev.parley.benchmarks.ceiling;

import dev.parley.benchmarks.load.Rate;
import dev.parley.benchmarks.stage.Feed;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Records on the same broker, each acknowledged by all replicas. */
public final class Produced {
    public static final String WHAT = "acks=all records of 500 bytes on the same broker";
    private static final String TOPIC = "bench.bare";
    private static final int PARTITIONS = 6;
    private static final int BYTES = 500;
    private static final int FIRST = 10_000;

    private Produced() {}

    /** Acknowledged records a second, after a few that find the new topic. */
    public static double perSecond(String brokers, Feed feed, long records) {
        makeTopic(brokers);
        produce(feed, FIRST);
        return produce(feed, records);
    }

    private static double produce(Feed feed, long records) {
        byte[] value = new byte[BYTES];
        long refusedBefore = feed.refused();
        long began = System.nanoTime();
        for (long i = 0; i < records; i++) {
            feed.put(TOPIC, Long.toString(i), value);
        }
        feed.flush();
        return Rate.perSecond(records - (feed.refused() - refusedBefore), System.nanoTime() - began);
    }

    private static void makeTopic(String brokers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                admin.createTopics(java.util.List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
