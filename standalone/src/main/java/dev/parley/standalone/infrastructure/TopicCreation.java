package dev.parley.standalone.infrastructure;

import dev.parley.standalone.StartFailure;
import dev.parley.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes Parley's topics before anything else starts: a service that meets a broker without them would wait for a
 * minute in its first send.
 */
public final class TopicCreation {
    private static final int SECONDS = 30;

    private TopicCreation() {}

    /** Makes those that are missing, as a single broker can hold them. */
    public static void createMissing(String bootstrapServers) {
        createMissing(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), TopicLayout.SINGLE_BROKER);
    }

    /**
     * Makes those that are missing; the others keep the layout they have.
     *
     * @param connection as Kafka's own clients are configured
     */
    public static void createMissing(Map<String, Object> connection, TopicLayout layout) {
        List<NewTopic> topics = Topics.ALL.stream()
                .map(name -> new NewTopic(name, layout.partitions(), (short) layout.replication())
                        .configs(Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(layout.minInSync()))))
                .toList();
        try (Admin admin = Admin.create(connection)) {
            for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
                awaitOne(created);
            }
        }
    }

    private static void awaitOne(KafkaFuture<Void> created) {
        try {
            created.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new StartFailure("The topics could not be created: " + e.getMessage(), e);
            }
        } catch (TimeoutException e) {
            throw new StartFailure("The broker did not create the topics within " + SECONDS + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while creating the topics", e);
        }
    }
}
