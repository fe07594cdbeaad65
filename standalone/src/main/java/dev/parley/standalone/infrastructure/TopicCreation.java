package dev.parley.standalone.infrastructure;

import dev.parley.standalone.process.StartFailure;
import dev.parley.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * Makes Parley's topics before anything else starts: a service that meets a broker without them would wait for a
 * minute in its first send.
 *
 * <pre>
 *   missing ──► made ──┐
 *   there ─────────────┴──► takes records that are large enough?
 *                           the only place of its records, on one broker: forces each to disk? ──no──► its settings are changed
 * </pre>
 */
public final class TopicCreation {
    private static final int SECONDS = 30;
    private static final String EACH = "1";

    private TopicCreation() {}

    /** Makes those that are missing, as a single broker can hold them. */
    public static void createMissing(String bootstrapServers) {
        createMissing(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), TopicLayout.SINGLE_BROKER);
    }

    /**
     * Makes those that are missing; the others keep the layout they have, and get the settings that they lack.
     *
     * @param connection as Kafka's own clients are configured
     */
    public static void createMissing(Map<String, Object> connection, TopicLayout layout) {
        List<NewTopic> topics = Topics.ALL.stream()
                .map(name -> new NewTopic(name, layout.partitions(), (short) layout.replication())
                        .configs(settings(name, layout)))
                .toList();
        try (Admin admin = Admin.create(connection)) {
            List<String> known = new ArrayList<>();
            admin.createTopics(topics).values().forEach((name, created) -> {
                if (!isNew(created)) {
                    known.add(name);
                }
            });
            setWhatIsLacking(admin, known);
        }
    }

    private static Map<String, String> settings(String topic, TopicLayout layout) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(layout.minInSync()));
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.largestRecord(topic)));
        if (layout.replication() == 1 && Topics.isOnlyPlace(topic)) {
            settings.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, EACH);
        }
        return settings;
    }

    private static boolean isNew(KafkaFuture<Void> created) {
        try {
            await(created);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new StartFailure("The topics could not be created: " + e.getMessage(), e);
        }
    }

    private static void setWhatIsLacking(Admin admin, List<String> known) {
        List<ConfigResource> resources = known.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        try {
            Map<String, TopicDescription> topics =
                    await(admin.describeTopics(known).allTopicNames());
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            await(admin.describeConfigs(resources).all()).forEach((topic, config) -> {
                List<AlterConfigOp> lacking = lacking(topic.name(), config, isAlone(topics.get(topic.name())));
                if (!lacking.isEmpty()) {
                    changes.put(topic, lacking);
                }
            });
            await(admin.incrementalAlterConfigs(changes).all());
        } catch (ExecutionException e) {
            throw new StartFailure(
                    "The settings of the topics could not be changed (%s); give the topics %s of %d, and those that end in .dlq of %d, and start again."
                            .formatted(
                                    e.getMessage(),
                                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                    Topics.LARGEST_RECORD,
                                    Topics.LARGEST_LETTER),
                    e);
        }
    }

    private static boolean isAlone(@Nullable TopicDescription topic) {
        return topic != null
                && topic.partitions().stream()
                        .allMatch(partition -> partition.replicas().size() == 1);
    }

    /** @param alone whether each record stands on one broker only */
    private static List<AlterConfigOp> lacking(String topic, Config config, boolean alone) {
        List<AlterConfigOp> lacking = new ArrayList<>();
        int wanted = Topics.largestRecord(topic);
        if (Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()) < wanted) {
            lacking.add(set(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(wanted)));
        }
        String flush = config.get(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG).value();
        if (alone && Topics.isOnlyPlace(topic) && !flush.equals(EACH)) {
            lacking.add(set(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, EACH));
        }
        return lacking;
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static <T> T await(KafkaFuture<T> answer) throws ExecutionException {
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new StartFailure("The broker did not make the topics ready within " + SECONDS + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while creating the topics", e);
        }
    }
}
