package dev.parley.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.MediaStore.Range;
import dev.parley.media.MediaStore.Stored;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.mutiny.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3MediaStoreTest extends MediaStoreContract {
    @TempDir
    static Path folder;

    private static S3Server server;
    private static MediaStore store;

    @BeforeAll
    static void open() {
        server = new S3Server(folder);
        server.start();
        store = S3MediaStore.open(vertx, S3Settings.of(server, folder.resolve("scratch")));
    }

    @AfterAll
    static void close() {
        store.close();
        server.close();
    }

    @Override
    MediaStore store() {
        return store;
    }

    @Override
    long things() {
        return filesIn(server.data()) + filesIn(folder.resolve("scratch"));
    }

    @Test
    void aLargeFileGoesInOnePiece() {
        byte[] content = content(50 * 1024 * 1024);

        Stored stored = put(content);

        assertThat(store.size(stored.key()).await().atMost(LIMIT)).hasValue((long) content.length);
        assertThat(filesIn(folder.resolve("scratch"))).isZero();
    }

    @Test
    void aReaderMayBeSentToTheStoreAndSeesWhatWeSay() throws Exception {
        byte[] content = "<script>alert(1)</script>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Stored stored = put(content);

        URI url = store.direct(stored.key(), "application/octet-stream", "attachment; filename=\"x.html\"")
                .orElseThrow()
                .url();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(content);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(answer.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"x.html\"");
    }

    @Test
    void aStoreThatGoesAwayFailsWhatRunsAndWorksAgainWhenItIsBack(@TempDir Path elsewhere) {
        S3Server fickle = new S3Server(elsewhere);
        fickle.start();
        S3Settings settings =
                S3Settings.of(fickle, elsewhere.resolve("scratch")).withDeadline(Duration.ofSeconds(5));
        try (MediaStore away = S3MediaStore.open(vertx, settings)) {
            byte[] content = content(30 * 1024 * 1024);
            Stored stored = away.put(MediaKey.random(), pieces(content), content.length)
                    .await()
                    .atMost(LIMIT);
            AssertSubscriber<Buffer> reader = away.read(stored.key(), Range.whole(content.length))
                    .subscribe()
                    .withSubscriber(AssertSubscriber.create(1));
            reader.awaitNextItem(LIMIT);

            fickle.kill();

            reader.request(Long.MAX_VALUE).awaitFailure(LIMIT);
            assertThatThrownBy(() -> away.put(MediaKey.random(), pieces(content), content.length)
                            .await()
                            .atMost(LIMIT))
                    .isNotInstanceOf(io.smallrye.mutiny.TimeoutException.class);
            assertThat(filesIn(elsewhere.resolve("scratch"))).isZero();

            fickle.start();

            assertThat(away.size(stored.key()).await().atMost(LIMIT)).hasValue((long) content.length);
        } finally {
            fickle.close();
        }
    }

    @Test
    void aStoreWithoutABucketIsAMistakeOfTheOperator() {
        S3Settings settings = S3Settings.of(server, folder.resolve("scratch")).withoutBucket();

        assertThatThrownBy(() -> S3MediaStore.open(vertx, settings)).hasMessageContaining("parley.media.s3.bucket");
    }
}
