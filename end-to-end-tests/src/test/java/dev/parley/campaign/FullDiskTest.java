package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.parley.campaign.ServiceStage.Person;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A disk that is full, under the database's tables, the broker or the media: what cannot be stored is refused with 503
 * or not acknowledged, nothing is half there, and all of it ends by itself when there is room again.
 */
class FullDiskTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** So that a few of them do not fit into what a table's last pages have left. */
    private static final String LONG = "x".repeat(3_000);

    private static final int SENDS_AT_MOST = 400;
    private static final int PICTURE = 64 * 1024;
    private static final String PNG = "data:image/png;base64,"
            + Base64.getEncoder()
                    .encodeToString(
                            concatenated(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, new byte[PICTURE]));

    private static SmallDisks disks;
    private static SmallDisk media;
    private static ServiceStage stage;

    @BeforeAll
    static void open() {
        media = SmallDisk.mount(4);
        disks = new SmallDisks();
        stage = new ServiceStage(
                disks,
                endpoints -> endpoints,
                Map.of("PARLEY_MEDIA_FOLDER", media.folder("media").toString()),
                Network.TELEGRAM);
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
        if (media != null) {
            media.close();
        }
    }

    @Test
    void aFullDiskUnderTheTables() {
        Person anna = stage.person(Network.TELEGRAM, 1);
        List<String> accepted = new ArrayList<>();

        disks.tables().fill();
        Answer refused = sendUntilRefused(anna, accepted);
        List<String> said = List.of("said 1 " + LONG, "said 2 " + LONG, "said 3 " + LONG);
        said.forEach(text -> stage.says(anna, text));
        disks.tables().clear();

        assertUnavailable(refused);
        assertThat(stage.sends(anna, "afterwards").status()).isEqualTo(202);
        accepted.add("afterwards");
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(stage.performed(anna)).containsExactlyElementsOf(accepted);
            assertThat(stage.stored(anna, "inbound"))
                    .containsExactlyInAnyOrder("hello", said.get(0), said.get(1), said.get(2));
        });
        assertThat(stage.stored(anna, "outbound")).containsExactlyInAnyOrderElementsOf(accepted);
    }

    /** The text that was refused is none of those that were accepted. */
    private static Answer sendUntilRefused(Person person, List<String> accepted) {
        for (int i = 0; i < SENDS_AT_MOST; i++) {
            String text = "send " + i + " " + LONG;
            Answer answer = stage.sends(person, text);
            if (answer.status() != 202) {
                return answer;
            }
            accepted.add(text);
        }
        throw new AssertionError("the database took " + SENDS_AT_MOST + " sends on a full disk");
    }

    @Test
    void aFullDiskUnderTheBroker() {
        Person ben = stage.person(Network.TELEGRAM, 2);
        List<String> said = new ArrayList<>(List.of("hello"));

        disks.records().fill();
        try {
            sayUntilRefused(ben, said);
            assertThat(stage.sends(ben, "meanwhile").status()).isEqualTo(202);
            await().atMost(LIMIT).until(() -> stage.performed(ben).contains("meanwhile"));
            await().atMost(LIMIT).until(() -> !disks.brokerLives());
        } finally {
            disks.records().clear();
            disks.startBrokerAgain();
        }

        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(stage.stored(ben, "inbound")).containsExactlyInAnyOrderElementsOf(said));
        assertThat(stage.performed(ben)).containsExactly("meanwhile");
    }

    /** What the last page of a file has left is taken, and kept. */
    private static void sayUntilRefused(Person person, List<String> said) {
        await().atMost(LIMIT).pollInterval(LOOK_EVERY).until(() -> {
            String text = "said " + said.size() + " " + LONG;
            stage.says(person, text);
            said.add(text);
            return stage.hooksAnswered("503") > 0;
        });
    }

    @Test
    void aFullDiskUnderTheMedia() {
        Person cleo = stage.person(Network.TELEGRAM, 3);
        assertThat(sendPicture(cleo).status()).isEqualTo(202);
        await().atMost(LIMIT).until(() -> !stage.performed(cleo).isEmpty());
        List<Path> files = files();

        media.fill();
        Answer refused = sendPicture(cleo);
        List<Path> left = files();
        assertThat(stage.sends(cleo, "text needs no room").status()).isEqualTo(202);
        media.clear();

        assertUnavailable(refused);
        assertThat(left).as("files on the full disk").isEqualTo(files);
        assertThat(sendPicture(cleo).status()).isEqualTo(202);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stage.performed(cleo)).containsExactly("", "text needs no room", ""));
    }

    private static Answer sendPicture(Person person) {
        return stage.api().post("/api/chats/" + person.chat() + "/messages", Map.of("media", List.of(PNG)));
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().path("error").getNodeType()).isEqualTo(JsonNodeType.STRING);
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.walk(media.folder("media"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
