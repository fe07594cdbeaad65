package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.campaign.ServiceStage.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A network that swallows what is said to Kafka, and closes nothing: sends are accepted and made all the same, what a
 * platform delivers is not called taken, and when the way is open again everything flows without a restart.
 */
class SwallowingBrokerTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** Longer than producers try, and than a consumer may be silent before its group goes on without it. */
    private static final Duration SWALLOWED = Duration.ofSeconds(16);

    private static final Duration ACCEPTED_WITHIN = Duration.ofSeconds(5);

    @Test
    void sendsGoOnInboundIsNotAcknowledgedAndNothingIsLostOrDoubled() {
        Detours detours = new Detours();
        try (ServiceStage stage = new ServiceStage(detours, detours::around, Map.of(), Network.TELEGRAM)) {
            var unused = stage.start("webhook-fanout");
            stage.subscribe("all");
            Person anna = stage.person(Network.TELEGRAM, 1);
            List<String> before = texts("before");
            sendAll(stage, anna, before);
            await().atMost(LIMIT).until(() -> stage.untold("all").isEmpty());

            double taken = stage.hooksAnswered("200");
            detours.broker().stall();
            List<String> meanwhile = texts("meanwhile");
            sendAll(stage, anna, meanwhile);
            texts("heard").forEach(text -> stage.says(anna, text));

            await().atMost(LIMIT).until(() -> stage.hooksAnswered("503") > 0);
            awaitEndOf(SWALLOWED);
            assertThat(stage.hooksAnswered("200")).as("called taken").isEqualTo(taken);
            assertThat(stage.stored(anna, "inbound")).containsExactly("hello");

            detours.broker().resume();
            List<String> after = texts("after");
            sendAll(stage, anna, after);
            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(stage.stored(anna, "inbound"))
                        .containsExactlyInAnyOrderElementsOf(together(List.of("hello"), texts("heard")));
                assertThat(stage.untold("all")).isEmpty();
            });
            assertThat(stage.performed(anna)).containsExactlyElementsOf(together(before, together(meanwhile, after)));
        }
    }

    /** Each is accepted at once, and made before the next one is sent. */
    private static void sendAll(ServiceStage stage, Person person, List<String> texts) {
        for (String text : texts) {
            long asked = System.nanoTime();
            assertThat(stage.sends(person, text).status()).isEqualTo(202);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(ACCEPTED_WITHIN);
        }
        await().atMost(LIMIT).until(() -> stage.performed(person).containsAll(texts));
    }

    private static List<String> texts(String what) {
        return IntStream.range(0, 5).mapToObj(number -> what + " " + number).toList();
    }

    private static List<String> together(List<String> first, List<String> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }

    private static void awaitEndOf(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(LIMIT).until(() -> System.nanoTime() > end);
    }
}
