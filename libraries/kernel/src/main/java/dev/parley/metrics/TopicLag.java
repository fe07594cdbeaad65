package dev.parley.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * How many records of a topic this process has not committed yet, of the partitions that are its own; NaN while the
 * broker is away.
 *
 * <p>The broker is asked. What Kafka's client measures itself comes with fetched records, so it says nothing of a
 * consumer that does not fetch because what it has read cannot be written.
 */
@ApplicationScoped
public class TopicLag {
    private static final Logger LOG = Logger.getLogger(TopicLag.class);
    /** Of each question to the broker: the thread that asks polls as well. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

    private final KafkaClientService clients;
    private final MeterRegistry meters;
    private final Map<String, Double> lag = new ConcurrentHashMap<>();

    public TopicLag(KafkaClientService clients, MeterRegistry meters) {
        this.clients = clients;
        this.meters = meters;
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sample() {
        Function<Consumer<Object, Object>, Map<String, Long>> question = TopicLag::ask;
        List<Uni<Map<String, Long>>> answers = clients.getConsumerChannels().stream()
                .flatMap(channel -> clients.<Object, Object>getConsumers(channel).stream())
                .map(consumer -> consumer.runOnPollingThread(question))
                .toList();
        if (answers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.join()
                .all(answers)
                .andFailFast()
                .ifNoItem()
                .after(ANSWERED_WITHIN)
                .fail()
                .invoke(this::show)
                .onFailure()
                .invoke(failure -> {
                    lag.replaceAll((topic, records) -> Double.NaN);
                    LOG.debugf("lag not known: %s", failure);
                })
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static Map<String, Long> ask(Consumer<Object, Object> consumer) {
        Set<TopicPartition> own = consumer.assignment();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(own, DEADLINE);
        Map<TopicPartition, Long> ends = consumer.endOffsets(own, DEADLINE);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(own, DEADLINE);
        return own.stream().collect(Collectors.groupingBy(TopicPartition::topic, Collectors.summingLong(partition -> {
            OffsetAndMetadata done = committed.get(partition);
            long next = done == null ? 0 : done.offset();
            return ends.getOrDefault(partition, 0L) - Math.max(next, begins.getOrDefault(partition, 0L));
        })));
    }

    private void show(List<Map<String, Long>> answers) {
        Map<String, Long> now = new HashMap<>();
        answers.forEach(answer -> answer.forEach((topic, records) -> now.merge(topic, records, Long::sum)));
        lag.replaceAll((topic, records) -> 0.0);
        now.forEach((topic, records) -> {
            if (lag.put(topic, records.doubleValue()) == null) {
                Gauge.builder("parley.topic.lag", lag, all -> all.getOrDefault(topic, Double.NaN))
                        .tag("topic", topic)
                        .register(meters);
            }
        });
    }
}
