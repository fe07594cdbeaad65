package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.parley.campaign.Programs.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fifty files of 50 MB at once, in, out and fetched: 2.5 GB through heaps of 128 MB. */
@Tag("full")
@Tag("full-media")
class MediaCampaignTest {
    private static final int FILES = 50;
    private static final int SIZE = 50_000_000;
    /** What all of them together may add to what is reachable in the heap: a few buffers each. */
    private static final long ADDED = 40_000_000;

    private static final Duration LIMIT = Duration.ofMinutes(6);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void fiftyUploadsIntoAFolderNeverSitInTheHeap() throws IOException {
        Path folder = MediaStage.folder();
        Path file = file(folder);
        try (MediaStage stage = MediaStage.open(folder, Map.of())) {
            List<JsonNode> sent =
                    Watch.over("gateway, uploads into a folder", stage.gateway(), ADDED, () -> upload(stage, file));
            Watch.over("gateway, downloads from a folder", stage.gateway(), ADDED, () -> download(stage, sent));
            Running dispatcher = stage.startDispatcher();
            Watch.over("dispatch, fetching into a folder", dispatcher, ADDED, () -> fetch(stage, file));
        }
    }

    @Test
    void norDoFiftyIntoABucket() throws IOException {
        Path folder = MediaStage.folder();
        Path file = file(folder);
        ObjectStore bucket = ObjectStore.start(folder);
        try (MediaStage stage = MediaStage.open(folder, bucket.settings())) {
            List<JsonNode> sent =
                    Watch.over("gateway, uploads into S3", stage.gateway(), ADDED, () -> upload(stage, file));
            Watch.over("gateway, downloads from S3", stage.gateway(), ADDED, () -> download(stage, sent));
            Running dispatcher = stage.startDispatcher();
            Watch.over("dispatch, fetching into S3", dispatcher, ADDED, () -> fetch(stage, file));
        } finally {
            bucket.child().kill();
        }
    }

    @Test
    void readersMayBeSentToTheBucket() throws IOException {
        Path folder = MediaStage.folder();
        Path page = Files.writeString(folder.resolve("a.bin"), "<script>alert(1)</script>");
        ObjectStore bucket = ObjectStore.start(folder);
        Map<String, String> settings = new HashMap<>(bucket.settings());
        settings.put("PARLEY_MEDIA_S3_REDIRECTS", "true");
        try (MediaStage stage = MediaStage.open(folder, settings)) {
            JsonNode sent = read(client.sendAsync(uploadOf(stage, page), BodyHandlers.ofString())
                    .join()
                    .body());
            URI url = urlOf(stage, sent);

            HttpResponse<String> answer = get(url);

            assertThat(answer.statusCode()).isEqualTo(302);
            String location = answer.headers().firstValue("Location").orElseThrow();
            assertThat(location).startsWith(bucket.url() + "/");
            HttpResponse<String> served = get(URI.create(location));
            assertThat(served.body()).isEqualTo("<script>alert(1)</script>");
            assertThat(served.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
            assertThat(served.headers().firstValue("Content-Disposition"))
                    .hasValue("attachment; filename=\"a.bin\"; filename*=UTF-8''a.bin");
        } finally {
            bucket.child().kill();
        }
    }

    /** As the gateway's own port would say: its public address is another's here. */
    private static URI urlOf(MediaStage stage, JsonNode message) {
        String path = URI.create(message.at("/attachments/0/url").asText()).getPath();
        return URI.create(stage.gateway().url() + path);
    }

    private HttpResponse<String> get(URI url) {
        return client.sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .join();
    }

    private List<JsonNode> upload(MediaStage stage, Path file) {
        List<CompletableFuture<HttpResponse<String>>> uploads = IntStream.range(0, FILES)
                .mapToObj(number -> client.sendAsync(uploadOf(stage, file), BodyHandlers.ofString()))
                .toList();
        return uploads.stream()
                .map(upload -> upload.orTimeout(LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                        .join())
                .map(answer -> {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                    return read(answer.body());
                })
                .toList();
    }

    private static HttpRequest uploadOf(MediaStage stage, Path file) {
        try {
            return HttpRequest.newBuilder(URI.create(stage.messages()))
                    .header("Authorization", "Bearer " + stage.key())
                    .header("Content-Type", "multipart/form-data; boundary=B")
                    .POST(BodyPublishers.concat(
                            BodyPublishers.ofString(
                                    "--B\r\nContent-Disposition: form-data; name=\"media[]\"; filename=\"a.bin\"\r\n\r\n"),
                            BodyPublishers.ofFile(file),
                            BodyPublishers.ofString("\r\n--B--\r\n")))
                    .build();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<Long> download(MediaStage stage, List<JsonNode> sent) {
        List<CompletableFuture<Long>> downloads = sent.stream()
                .map(message -> urlOf(stage, message))
                .map(url -> client.sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.ofInputStream())
                        .thenApplyAsync(MediaCampaignTest::length, Executors.newVirtualThreadPerTaskExecutor()))
                .toList();
        List<Long> lengths = downloads.stream().map(CompletableFuture::join).toList();
        assertThat(lengths).hasSize(FILES).containsOnly((long) SIZE);
        return lengths;
    }

    private static long length(HttpResponse<java.io.InputStream> answer) {
        try (var body = answer.body()) {
            return body.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean fetch(MediaStage stage, Path file) {
        HttpServer host = serve(file);
        try {
            String url = "http://127.0.0.1:" + host.getAddress().getPort() + "/a.bin";
            for (int i = 0; i < FILES; i++) {
                HttpRequest send = HttpRequest.newBuilder(URI.create(stage.messages()))
                        .header("Authorization", "Bearer " + stage.key())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"media\":[\"" + url + "\"]}"))
                        .build();
                assertThat(client.sendAsync(send, BodyHandlers.ofString())
                                .join()
                                .statusCode())
                        .isEqualTo(202);
            }
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> stage.database()
                                    .number("select count(*) from attachments where status = 'processed'"
                                            + " and byte_size = " + SIZE)
                            == 2 * FILES);
            return true;
        } finally {
            host.stop(0);
        }
    }

    private static HttpServer serve(Path file) {
        try {
            HttpServer host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            host.createContext("/a.bin", exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, SIZE);
                    Files.copy(file, exchange.getResponseBody());
                }
            });
            host.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            host.start();
            return host;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path file(Path folder) throws IOException {
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        return Files.write(folder.resolve("a.bin"), content);
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
