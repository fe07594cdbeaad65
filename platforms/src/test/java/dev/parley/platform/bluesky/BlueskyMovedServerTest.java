package dev.parley.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import dev.parley.platform.EventPoller.PollOutcome;
import dev.parley.platform.contract.PlatformServer;
import dev.parley.platform.contract.PlatformServer.Call;
import dev.parley.platform.contract.PlatformServer.Reply;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Accounts move to other servers; the directory knows where they are. */
class BlueskyMovedServerTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final AtomicInteger looks = new AtomicInteger();
    private final PlatformServer server = new PlatformServer(this::answer);
    private final BlueskyAdapter adapter = new BlueskyAdapter(server.url());
    private volatile String endpoint = server.url();

    private Reply answer(Call call) {
        if (!call.path().endsWith(BlueskyAdapter.DID)) {
            return Reply.json(200, "{\"logs\":[]}");
        }
        looks.incrementAndGet();
        ObjectNode document = Json.object().put("id", BlueskyAdapter.DID);
        document.putArray("service").addObject().put("id", "#atproto_pds").put("serviceEndpoint", endpoint);
        return Reply.json(200, document.toString());
    }

    @AfterEach
    void close() {
        adapter.close();
        server.close();
    }

    @Test
    void anAccountWhoseServerIsGoneIsFoundWhereItIsNow() throws IOException {
        adapter.session = adapter.session.at(gone());

        assertThat(poll()).isInstanceOf(PollOutcome.Page.class);
        assertThat(adapter.session.pds()).isEqualTo(server.url());
        assertThat(adapter.session.refresh()).isEqualTo(BlueskyAdapter.REFRESH);
    }

    @Test
    void anAccountThatHasNotMovedIsNotLookedForWithEveryCall() throws IOException {
        endpoint = gone();
        adapter.session = adapter.session.at(endpoint);

        assertThat(poll()).isNotInstanceOf(PollOutcome.Page.class);
        assertThat(poll()).isNotInstanceOf(PollOutcome.Page.class);
        assertThat(looks).hasValue(1);
    }

    @Test
    void anAddressInsideIsNotFollowed() throws IOException {
        endpoint = "http://localhost:" + server.url().substring(server.url().lastIndexOf(':') + 1);
        String before = gone();
        adapter.session = adapter.session.at(before);

        assertThat(poll()).isNotInstanceOf(PollOutcome.Page.class);
        assertThat(adapter.session.pds()).isEqualTo(before);
    }

    private static String gone() throws IOException {
        try (ServerSocket closed = new ServerSocket(0)) {
            return "http://127.0.0.1:" + closed.getLocalPort();
        }
    }

    private PollOutcome poll() {
        return adapter.platform
                .poll(BlueskyAdapter.account(), "3k1", DEADLINE)
                .await()
                .atMost(DEADLINE);
    }
}
