package dev.parley.ingest.hook;

import static dev.parley.testing.Waiting.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ingest.DeadLetterBox;
import dev.parley.ingest.Story;
import dev.parley.ingest.StoryTest;
import dev.parley.ingest.loopback.WrittenEvent;
import dev.parley.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deliveries that are large, and bodies that do not come: they are taken or given up, and others are not kept waiting. */
@QuarkusTest
@QuarkusTestResource(ShortPatience.class)
class LargeDeliveryTest extends StoryTest {
    private static final int ITEMS = 15_000;
    private static final int LARGEST = 8 * 1024 * 1024;
    private static final Duration SOON = Duration.ofSeconds(30);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final ExecutorService platform = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void quiet() {
        platform.shutdownNow();
    }

    @Test
    void aDeliveryOfManyItemsIsTakenInPiecesAndOthersFlowMeanwhile() throws Exception {
        Story neighbour = Story.begin(pool, normaliser, ids);
        String items = "1,".repeat(ITEMS - 1) + "2";
        Future<Integer> large = platform.submit(() -> deliver(story, items));
        int meanwhile = 0;
        for (int i = 1; !large.isDone(); i++) {
            int told = i;
            assertThat(deliver(neighbour, WrittenEvent.write(Story.text("m" + i, "Hi"))))
                    .isEqualTo(200);
            await().atMost(SOON).until(() -> neighbour.told().size() == told);
            meanwhile += large.isDone() ? 0 : 1;
        }
        assertThat(meanwhile).isPositive();
        assertThat(large.get()).isEqualTo(200);
        try (DeadLetterBox box = new DeadLetterBox(kafka, Topics.INBOUND)) {
            box.findAll(story.profile.externalId(), ITEMS);
        }
    }

    @Test
    void aThousandItemsInEightMegabytesAreTaken() {
        String filler = "x".repeat(7_900);
        String items = IntStream.range(0, 1000)
                .mapToObj(i -> WrittenEvent.write(Story.text("m" + i, filler)))
                .collect(Collectors.joining(","));
        assertThat(items.length()).isBetween(LARGEST - 600_000, LARGEST - 200);
        assertThat(deliver(story, items)).isEqualTo(200);
        await().atMost(Duration.ofMinutes(1)).until(() -> story.told().size() == 1000);
    }

    @Test
    void anItemThatNoRecordCanHoldIsPutAsideAndItsNeighboursAreTaken() {
        // A quote takes two bytes in the delivery, and four in the record that holds the item as text.
        String huge = "\"" + "\\\"".repeat(3_900_000) + "\"";
        assertThat(deliver(story, huge + "," + WrittenEvent.write(Story.text("m1", "Hi"))))
                .isEqualTo(200);
        await().atMost(SOON).until(() -> story.told().size() == 1);
        try (DeadLetterBox box = new DeadLetterBox(kafka, Topics.INBOUND)) {
            box.findAll(story.profile.externalId() + "\",", 1);
        }
    }

    @Test
    void aBodyThatStopsComingIsGivenUp() throws IOException {
        try (Socket half = begins(100)) {
            half.getOutputStream().write("{\"account\"".getBytes(StandardCharsets.UTF_8));
            half.getOutputStream().flush();
            assertThat(read(half)).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void moreThanFitsInMemoryComesAgainAndTheMemoryIsFreeAgain() throws IOException {
        List<Socket> begun = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                begun.add(begins(LARGEST));
            }
            await().atMost(SOON).until(() -> deliver(story, "") == 503);
        } finally {
            for (Socket each : begun) {
                each.close();
            }
        }
        await().atMost(SOON).until(() -> deliver(story, "") == 200);
    }

    private static Socket begins(int length) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.setSoTimeout((int) SOON.toMillis());
        socket.getOutputStream()
                .write(("POST /hooks/loopback HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String read(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static int deliver(Story to, String items) {
        return given().header("X-Loopback", "genuine")
                .body("{\"account\":\"" + to.profile.externalId() + "\",\"items\":[" + items + "]}")
                .post("/hooks/loopback")
                .statusCode();
    }
}
