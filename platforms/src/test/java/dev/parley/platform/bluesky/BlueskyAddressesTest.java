package dev.parley.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow.Connected;
import dev.parley.platform.ConnectionFlow.Connection;
import dev.parley.platform.ConnectionFlow.Refused;
import dev.parley.platform.contract.PlatformServer;
import dev.parley.platform.contract.PlatformServer.Call;
import dev.parley.platform.contract.PlatformServer.Reply;
import dev.parley.platform.http.Listener;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A DID document is written by a stranger: its addresses are reached only where they are public. */
class BlueskyAddressesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final PlatformServer server = new PlatformServer(this::answer);
    private final BlueskyAdapter adapter = new BlueskyAdapter(server.url());
    private final Listener inside = new Listener();
    private volatile String endpoint = "";

    private Reply answer(Call call) {
        ObjectNode login = Json.object().put("did", "did:plc:new").put("handle", "shop.bsky.social");
        login.put("accessJwt", "access").put("refreshJwt", "refresh");
        login.putObject("didDoc")
                .putArray("service")
                .addObject()
                .put("id", "#atproto_pds")
                .put("serviceEndpoint", endpoint);
        return Reply.json(200, login.toString());
    }

    @AfterEach
    void close() {
        inside.close();
        adapter.close();
        server.close();
    }

    @Test
    void aServerInsideIsNeverCalledAndItsPortsLookAlike() {
        Connection open = connectTo("https://127.0.0.1:" + inside.port());
        assertThat(inside.connections()).isZero();

        inside.close();
        assertThat(connectTo("https://127.0.0.1:" + inside.port())).isEqualTo(open);
    }

    @Test
    void aPlainServerIsAcceptedOnTheEntrywaysOwnHostOnly() {
        assertThat(connectTo(server.url() + "/pds")).isInstanceOf(Connected.class);

        assertThat(connectTo("http://127.0.0.1:" + inside.port())).isInstanceOf(Refused.class);
        assertThat(connectTo("http://localhost:" + URI.create(server.url()).getPort()))
                .isInstanceOf(Refused.class);
        assertThat(inside.connections()).isZero();
    }

    @Test
    void whatAServerSaysIsShownInPartOnly() {
        server.answer(call -> call.path().endsWith("createSession")
                ? answer(call)
                : Reply.json(
                        400,
                        Json.object()
                                .put("error", "e".repeat(5000))
                                .put("message", "m".repeat(2_000_000))
                                .toString()));
        assertThat(((Refused) connectTo(server.url())).text()).hasSize(1000);
    }

    private Connection connectTo(String serviceEndpoint) {
        endpoint = serviceEndpoint;
        return adapter.platform
                .connect(new ProfileId(9), Json.read("{\"identifier\":\"shop\",\"app_password\":\"abcd-efgh\"}"), SOON)
                .await()
                .atMost(SOON);
    }
}
