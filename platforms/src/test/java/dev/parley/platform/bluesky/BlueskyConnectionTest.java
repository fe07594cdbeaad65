package dev.parley.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow.Connected;
import dev.parley.platform.ConnectionFlow.Connection;
import dev.parley.platform.ConnectionFlow.Refused;
import dev.parley.platform.ConnectionFlow.Unavailable;
import dev.parley.platform.contract.PlatformServer;
import dev.parley.platform.contract.PlatformServer.Call;
import dev.parley.platform.contract.PlatformServer.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connecting an account: the contract's texts and codes, and what goes to Bluesky. */
class BlueskyConnectionTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String GIVEN = "{\"identifier\":\"shop\",\"app_password\":\"abcd-efgh\"}";

    private final PlatformServer server = new PlatformServer(this::answer);
    private final BlueskyAdapter adapter = new BlueskyAdapter(server.url());

    private Reply answer(Call call) {
        if (call.path().endsWith("createSession")) {
            ObjectNode login = Json.object().put("did", "did:plc:new").put("handle", "shop.bsky.social");
            login.put("accessJwt", "access").put("refreshJwt", "refresh");
            login.putObject("didDoc")
                    .putArray("service")
                    .addObject()
                    .put("id", "#atproto_pds")
                    .put("serviceEndpoint", server.url());
            return Reply.json(200, login.toString());
        }
        return Reply.json(200, "{\"cursor\":\"3kcursor\",\"logs\":[]}");
    }

    private Connection connect(String request) {
        return adapter.platform
                .connect(new ProfileId(9), Json.read(request), SOON)
                .await()
                .atMost(SOON);
    }

    private void refuse(String method, int status, String error, String message) {
        String body = Json.object().put("error", error).put("message", message).toString();
        server.answer(call -> call.path().endsWith(method) ? Reply.json(status, body) : answer(call));
    }

    @AfterEach
    void close() {
        adapter.close();
        server.close();
    }

    @Test
    void aHandleAndAnAppPasswordConnectTheAccount() {
        Connected connected = (Connected) connect(GIVEN);
        assertThat(connected.externalId()).isEqualTo("did:plc:new");
        assertThat(connected.username()).isEqualTo("shop.bsky.social");
        assertThat(connected.platformState().path("cursor").asText()).isEqualTo("3kcursor");
    }

    @Test
    void aHandleWithoutADomainIsOneOfBlueskys() {
        connect(GIVEN);
        connect("{\"identifier\":\"shop.example\",\"app_password\":\"abcd-efgh\"}");
        assertThat(server.calls().stream()
                        .filter(call -> call.path().endsWith("createSession"))
                        .map(call -> Json.read(call.body()).path("identifier").asText()))
                .containsExactly("shop.bsky.social", "shop.example");
    }

    @Test
    void withoutCredentialsNobodyIsAsked() {
        for (String incomplete : new String[] {"{}", "{\"identifier\":\"shop\"}", "{\"app_password\":\"x\"}"}) {
            Refused refused = (Refused) connect(incomplete);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.errorCode()).isEqualTo("missing_credentials");
        }
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void aWrongPasswordIs401InBlueskysWords() {
        refuse("createSession", 401, "AuthenticationRequired", "Invalid identifier or password");
        assertThat(connect(GIVEN))
                .isEqualTo(new Refused(401, "Invalid identifier or password", "bluesky_login_failed"));
    }

    @Test
    void aPasswordThatMayNotReadMessagesIs401AndSaysWhatToDo() {
        refuse("getLog", 400, "InvalidToken", "Bad token scope");
        Refused refused = (Refused) connect(GIVEN);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.errorCode()).isEqualTo("bluesky_login_failed");
        assertThat(refused.text()).contains("Allow access to your direct messages");
    }

    @Test
    void aServerInTroubleIsUnavailable() {
        refuse("createSession", 502, "UpstreamFailure", "away");
        assertThat(connect(GIVEN)).isInstanceOf(Unavailable.class);
    }
}
