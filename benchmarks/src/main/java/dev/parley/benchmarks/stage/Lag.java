package dev.parley.benchmarks.stage;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many records the services have not finished yet. */
public final class Lag implements AutoCloseable {
    private final Admin admin;

    public Lag(String brokers) {
        admin = Admin.create(Map.of("bootstrap.servers", brokers));
    }

    /** Records behind the end, over all partitions, by consumer group. */
    public Map<String, Long> now() {
        Map<String, Long> lags = new HashMap<>();
        try {
            for (var group : admin.listGroups().all().get()) {
                lags.put(group.groupId(), of(group.groupId()));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return lags;
    }

    private long of(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        committed.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> latest =
                admin.listOffsets(ends).all().get();
        long lag = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> one : committed.entrySet()) {
            ListOffsetsResultInfo end = latest.get(one.getKey());
            lag += end == null ? 0 : Math.max(0, end.offset() - one.getValue().offset());
        }
        return lag;
    }

    @Override
    public void close() {
        admin.close();
    }
}
