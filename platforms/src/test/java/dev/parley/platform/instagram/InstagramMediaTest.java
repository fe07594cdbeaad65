package dev.parley.platform.instagram;

import static dev.parley.platform.graph.GraphWorld.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.json.Json;
import dev.parley.platform.MediaSource;
import dev.parley.platform.graph.GraphFake;
import dev.parley.platform.graph.GraphHost;
import dev.parley.platform.graph.GraphWorld;
import dev.parley.profile.Profile;
import io.vertx.mutiny.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstagramMediaTest {

    private GraphWorld world;
    private GraphFake graph;
    private InstagramPlatform instagram;
    private Profile profile;

    @BeforeEach
    void build() throws Exception {
        world = new GraphWorld();
        graph = world.fake;
        instagram = InstagramWorld.platform(world);
        profile = world.instagram(GraphHost.INSTAGRAM);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void mediaComeFromMetasHostsOnly() {
        assertThat(open("https://evil.example/x.jpg")).isInstanceOf(MediaSource.Fetch.Gone.class);
        assertThat(open("http://scontent.fbcdn.net/x.jpg")).isInstanceOf(MediaSource.Fetch.Gone.class);
        assertThat(open("https://fbcdn.net.evil.example/x.jpg")).isInstanceOf(MediaSource.Fetch.Gone.class);
        assertThat(open("https://a@127.0.0.1/x")).isInstanceOf(MediaSource.Fetch.Gone.class);
    }

    @Test
    void mediaAreStreamed() {
        graph.on("GET /cdn/1", 200, "JPEG", Map.of("Content-Type", "image/jpeg"));

        MediaSource.Fetch fetch = open(graph.url() + "/cdn/1");

        assertThat(fetch).isInstanceOfSatisfying(MediaSource.Fetch.Content.class, content -> {
            assertThat(content.contentType()).isEqualTo("image/jpeg");
            assertThat(content.bytes()
                            .collect()
                            .in(Buffer::buffer, Buffer::appendBuffer)
                            .await()
                            .atMost(SOON)
                            .toString())
                    .isEqualTo("JPEG");
        });
    }

    @Test
    void aFileHasTheNameOfItsAnswerOrOfItsAddress() {
        graph.on("GET /cdn/Rechnung%20M%C3%A4rz.pdf", 200, "PDF");
        graph.on("GET /cdn/4", 200, "PDF", Map.of("Content-Disposition", "attachment; filename*=UTF-8''M%C3%A4rz.pdf"));

        assertThat(nameOf(open(graph.url() + "/cdn/Rechnung%20M%C3%A4rz.pdf?oh=1")))
                .isEqualTo("Rechnung März.pdf");
        assertThat(nameOf(open(graph.url() + "/cdn/4"))).isEqualTo("März.pdf");
    }

    private static @Nullable String nameOf(MediaSource.Fetch fetch) {
        MediaSource.Fetch.Content content = (MediaSource.Fetch.Content) fetch;
        content.bytes().subscribe().with(piece -> {});
        return content.fileName();
    }

    @Test
    void aRedirectToAnotherHostIsNotFollowed() {
        graph.on("GET /cdn/2", 302, "", Map.of("Location", "https://evil.example/x"));

        assertThat(open(graph.url() + "/cdn/2")).isInstanceOf(MediaSource.Fetch.Gone.class);
    }

    @Test
    void anExpiredAddressIsGone() {
        graph.on("GET /cdn/3", 403, "URL signature expired");

        assertThat(open(graph.url() + "/cdn/3")).isInstanceOf(MediaSource.Fetch.Gone.class);
    }

    private MediaSource.Fetch open(String url) {
        return instagram
                .open(profile, Json.object().put("url", url), SOON)
                .await()
                .atMost(SOON);
    }
}
