package dev.parley.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.media.MediaStore.Range;
import dev.parley.media.MediaStore.Stored;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every store keeps to. A store brings itself, and says how many things lie in it. */
abstract class MediaStoreContract {
    static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PIECE = 50_000;
    private static final int MEGABYTE = 1024 * 1024;

    static Vertx vertx;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().await().atMost(LIMIT);
    }

    abstract MediaStore store();

    /** Complete or not: everything that takes room anywhere. */
    abstract long things();

    @Test
    void whatIsStoredComesBack() throws Exception {
        byte[] content = content(3 * MEGABYTE + 17);

        Stored stored = put(content);

        assertThat(stored.size()).isEqualTo(content.length);
        assertThat(stored.sha256())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(content));
        assertThat(read(stored, Range.whole(stored.size()))).isEqualTo(content);
        assertThat(store().size(stored.key()).await().atMost(LIMIT)).hasValue((long) content.length);
    }

    @Test
    void anyRangeCanBeRead() {
        byte[] content = content(MEGABYTE);
        Stored stored = put(content);

        for (Range range : List.of(
                new Range(0, 0), new Range(5, 70_000), new Range(MEGABYTE - 3, MEGABYTE - 1), Range.whole(MEGABYTE))) {
            assertThat(read(stored, range))
                    .isEqualTo(Arrays.copyOfRange(content, (int) range.first(), (int) range.last() + 1));
        }
    }

    @Test
    void nothingAtAllCanBeStored() {
        Stored stored = put(new byte[0]);

        assertThat(store().size(stored.key()).await().atMost(LIMIT)).hasValue(0L);
        assertThat(read(stored, Range.whole(0))).isEmpty();
    }

    @Test
    void contentThatIsTooLargeLeavesNothingBehind() {
        long before = things();

        assertThatThrownBy(() -> store().put(MediaKey.random(), pieces(content(3 * PIECE)), 2 * PIECE)
                        .await()
                        .atMost(LIMIT))
                .isInstanceOf(MediaStore.TooLarge.class);

        assertThat(things()).isEqualTo(before);
    }

    @Test
    void contentThatBreaksOffLeavesNothingBehind() {
        long before = things();
        Multi<Buffer> broken = Multi.createBy()
                .concatenating()
                .streams(pieces(content(PIECE)), Multi.createFrom().failure(new IOException("cut")));

        assertThatThrownBy(() ->
                        store().put(MediaKey.random(), broken, MEGABYTE).await().atMost(LIMIT))
                .hasMessageContaining("cut");

        assertThat(things()).isEqualTo(before);
    }

    @Test
    void contentThatNobodyWaitsForAnyLongerLeavesNothingBehind() {
        long before = things();
        Multi<Buffer> endless = Multi.createFrom()
                .ticks()
                .every(Duration.ofMillis(5))
                .map(tick -> Buffer.buffer("x"))
                .onOverflow()
                .drop();

        assertThatThrownBy(() -> store().put(MediaKey.random(), endless, MEGABYTE)
                        .ifNoItem()
                        .after(Duration.ofMillis(200))
                        .fail()
                        .await()
                        .atMost(LIMIT))
                .isInstanceOf(io.smallrye.mutiny.TimeoutException.class);

        await().atMost(LIMIT).until(() -> things() == before);
    }

    @Test
    void whatIsRemovedIsGone() {
        Stored stored = put(content(PIECE));

        store().remove(stored.key()).await().atMost(LIMIT);

        assertThat(store().size(stored.key()).await().atMost(LIMIT)).isEmpty();
        assertThatThrownBy(() -> read(stored, Range.whole(PIECE)))
                .isNotInstanceOf(io.smallrye.mutiny.TimeoutException.class);
        store().remove(stored.key()).await().atMost(LIMIT);
    }

    @Test
    void aKeyThatNobodyWasGivenLeadsNowhere() {
        assertThat(store().size(MediaKey.random()).await().atMost(LIMIT)).isEmpty();
    }

    @Test
    void aReaderMayStopBeforeTheEnd() {
        Stored stored = put(content(MEGABYTE));

        for (int i = 0; i < 60; i++) {
            AssertSubscriber<Buffer> reader = store().read(stored.key(), Range.whole(MEGABYTE))
                    .subscribe()
                    .withSubscriber(AssertSubscriber.create(1));
            reader.awaitNextItem(LIMIT);
            reader.cancel();
        }

        assertThat(read(stored, new Range(0, 9))).hasSize(10);
    }

    @Test
    void manyAreStoredAtOnce() {
        byte[] content = content(PIECE * 4);

        List<Stored> stored = Uni.join()
                .all(IntStream.range(0, 40)
                        .mapToObj(i -> store().put(MediaKey.random(), pieces(content), MEGABYTE))
                        .toList())
                .andFailFast()
                .await()
                .atMost(LIMIT);

        assertThat(stored.stream().map(Stored::key).distinct()).hasSize(40);
        assertThat(read(stored.getLast(), Range.whole(content.length))).isEqualTo(content);
    }

    Stored put(byte[] content) {
        return store().put(MediaKey.random(), pieces(content), content.length)
                .await()
                .atMost(LIMIT);
    }

    byte[] read(Stored stored, Range range) {
        return store().read(stored.key(), range)
                .collect()
                .in(Buffer::buffer, Buffer::appendBuffer)
                .await()
                .atMost(LIMIT)
                .getBytes();
    }

    static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static Multi<Buffer> pieces(byte[] content) {
        return Multi.createFrom()
                .items(IntStream.range(0, (content.length + PIECE - 1) / PIECE)
                        .mapToObj(i -> Buffer.buffer(
                                Arrays.copyOfRange(content, i * PIECE, Math.min(content.length, (i + 1) * PIECE)))));
    }

    static long filesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
