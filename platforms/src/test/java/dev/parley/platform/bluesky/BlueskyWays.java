package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.address.Way;
import dev.parley.platform.contract.Messages;
import dev.parley.platform.contract.PlatformServer;
import dev.parley.platform.contract.PlatformServer.Call;
import dev.parley.platform.contract.PlatformServer.Reply;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a stranger's address comes into Bluesky's package: DID documents, stored servers, pictures. */
public final class BlueskyWays implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(8);
    private static final String LOGIN = "{\"identifier\":\"shop\",\"app_password\":\"abcd-efgh\"}";
    private static final OutboundMessage.Recipient JANE =
            new OutboundMessage.Recipient("did:plc:janedoe2222222222222222", null);

    private final PlatformServer server = new PlatformServer(this::answer);
    private final BlueskyAdapter adapter;
    private final Profile account = BlueskyAdapter.account();
    private volatile ObjectNode login = Json.object();
    private volatile ObjectNode document = Json.object();

    public BlueskyWays(Map<String, String> settings) {
        adapter = new BlueskyAdapter(server.url(), settings);
    }

    /** @param redirecting a URL on a host that pictures may come from, which redirects to the address it is asked for */
    public List<Way> all(Function<String, String> redirecting) {
        return List.of(
                new Way("PDS in a login's DID document", url -> connect("did:plc:new", documentNaming(url))),
                new Way("PDS in the directory's DID document", url -> {
                    document = documentNaming(url);
                    return connect("did:plc:new", null);
                }),
                new Way("host of a did:web", url -> connect("did:web:" + hostOf(url), null)),
                new Way("stored PDS, poll", url -> stored(url, () -> adapter.platform.poll(account, null, SOON))),
                new Way("stored PDS, send", url -> stored(url, () -> adapter.platform.send(account, text()))),
                new Way(
                        "stored PDS, probe",
                        url -> stored(url, () -> adapter.platform.probe(account, text(), lostCall()))),
                new Way(
                        "stored PDS, archive",
                        url -> stored(url, () -> adapter.platform.archive(account, JANE, true, SOON))),
                new Way("stored PDS, look-up", url -> stored(url, () -> adapter.platform.lookUp(account, JANE, SOON))),
                new Way("stored PDS, disconnect", url -> stored(url, () -> adapter.platform.disconnect(account, SOON))),
                new Way("avatar", url -> picture(url)),
                new Way("avatar, redirected", url -> picture(redirecting.apply(url))));
    }

    private String connect(String did, @Nullable ObjectNode withDocument) {
        ObjectNode answer = Json.object().put("did", did).put("handle", "shop.bsky.social");
        answer.put("accessJwt", "access").put("refreshJwt", "refresh");
        if (withDocument != null) {
            answer.set("didDoc", withDocument);
        }
        login = answer;
        return adapter.platform
                .connect(new ProfileId(9), Json.read(LOGIN), SOON)
                .await()
                .atMost(SOON)
                .toString();
    }

    private static ObjectNode documentNaming(String url) {
        ObjectNode document = Json.object();
        document.putArray("service").addObject().put("id", "#atproto_pds").put("serviceEndpoint", url);
        return document;
    }

    /** As long before the guard as a session may be old. */
    private String stored(String url, Supplier<Uni<?>> call) {
        adapter.session = new Session(
                BlueskyAdapter.DID, "shop.test", url.replaceAll("/+$", ""), "a", "r", "shop.test", "p", Instant.EPOCH);
        return String.valueOf(
                call.get().onFailure().recoverWithItem(failure -> null).await().atMost(SOON));
    }

    private String picture(String url) {
        return Way.told(adapter.platform
                .open(account, Json.object().put("url", url), SOON)
                .await()
                .atMost(SOON));
    }

    private static String hostOf(String url) {
        String rest = url.replaceFirst("^[a-zA-Z]*:?/*", "");
        return rest.replaceFirst("/.*$", "").replaceFirst(":(\\d+)$", "%3A$1");
    }

    private static OutboundMessage text() {
        return Messages.text(JANE, "Hi", SOON);
    }

    private static OutcomeProbe.LostCall lostCall() {
        return new OutcomeProbe.LostCall(Instant.now(), ids -> Uni.createFrom().item(Set.of()));
    }

    private Reply answer(Call call) {
        if (call.path().endsWith("createSession")) {
            return Reply.json(200, login.toString());
        }
        return call.path().contains("did:plc") ? Reply.json(200, document.toString()) : Reply.json(200, "{}");
    }

    @Override
    public void close() {
        adapter.close();
        server.close();
    }
}
