package dev.parley.campaign;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;

/** The dispatchers that share the commands, as the broker sees them. */
final class ConsumerGroup implements AutoCloseable {
    private static final String NAME = "dispatch-service";

    private final Admin admin;

    ConsumerGroup(String brokers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", brokers));
    }

    /** How many of them read partitions; none while partitions are handed over. */
    long readers() {
        ConsumerGroupDescription group = describe();
        return group.groupState() == GroupState.STABLE
                ? group.members().stream()
                        .filter(member -> !member.assignment().topicPartitions().isEmpty())
                        .count()
                : 0;
    }

    private ConsumerGroupDescription describe() {
        try {
            return admin.describeConsumerGroups(List.of(NAME)).all().get().get(NAME);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
