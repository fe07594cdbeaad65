package dev.parley.ingest.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ingest.Story;
import dev.parley.ingest.StoryTest;
import dev.parley.topic.Topics;
import dev.parley.trace.Step;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StreamsTest extends StoryTest {
    private static final int MOST = 4;

    @Test
    void aHandfulMakesOneStreamAndSoOneTransaction() {
        assertThat(Received.streams(received(40), MOST)).hasSize(1);
    }

    @Test
    void manyAreSpreadWithEachChatInOneStreamInItsOrder() {
        List<List<Received>> streams = Received.streams(received(400), MOST);

        assertThat(streams).hasSize(MOST);
        assertThat(streams.stream().mapToInt(List::size).sum()).isEqualTo(400);
        List<String> keys = streams.stream()
                .flatMap(
                        stream -> stream.stream().map(one -> one.source().key()).distinct())
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
        assertThat(streams)
                .allSatisfy(stream -> assertThat(stream.stream()
                                .map(one -> one.source().offset())
                                .collect(Collectors.toList()))
                        .isSorted());
    }

    private List<Received> received(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Received(
                        new ConsumerRecord<>(Topics.INBOUND, 0, i, "person-" + i % 30, new byte[0]),
                        story.delivery(Story.text("m" + i, "Hello")),
                        Step.UNSEEN))
                .toList();
    }
}
