package dev.parley.platform.bluesky;

import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.contract.Configs;
import dev.parley.platform.contract.GuardedPlatformHttp;
import dev.parley.platform.http.PlatformHttp;
import dev.parley.profile.ConversationKinds.Kind;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The whole adapter before a PDS at some address, with one connected account, and no database. */
final class BlueskyAdapter implements AutoCloseable, SessionStore, ConversationKindCache {
    static final String DID = "did:plc:shop2222222222222222222222";
    static final String ACCESS = "access-jwt-secret";
    static final String REFRESH = "refresh-jwt-secret";
    static final String PASSWORD = "app-password-secret";

    private final GuardedPlatformHttp guarded;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    final BlueskyPlatform platform;
    volatile Session session;

    BlueskyAdapter(String pds) {
        this(pds, Map.of());
    }

    BlueskyAdapter(String pds, Map<String, String> settings) {
        guarded = new GuardedPlatformHttp(settings);
        session = new Session(DID, "shop.test", pds, ACCESS, REFRESH, "shop.test", PASSWORD, Instant.EPOCH);
        Map<String, String> all = new HashMap<>(Map.of(
                "parley.bluesky.entryway-url", pds,
                "parley.bluesky.plc-url", pds,
                "parley.bluesky.media-hosts", "cdn.bsky.app," + pds));
        all.putAll(settings);
        BlueskyConfig config = Configs.of(BlueskyConfig.class, all);
        PlatformHttp http = guarded.client();
        Xrpc xrpc = new Xrpc(http, config);
        Sessions sessions = new Sessions(xrpc, this, config);
        Conversations conversations = new Conversations(sessions, config);
        BlueskyErrors errors = new BlueskyErrors(config);
        platform = new BlueskyPlatform(
                config,
                new BlueskySender(conversations, sessions, errors),
                new BlueskyLog(conversations, this, errors, new LogEntries()),
                new BlueskyProbe(conversations),
                new BlueskyConnection(xrpc, config, did -> Optional.empty()),
                conversations,
                sessions,
                xrpc,
                errors,
                new BlueskyAvatars(http, config));
    }

    static Profile account() {
        return new Profile(
                new ProfileId(815),
                new AccountId(1),
                new GroupId(2),
                "bluesky",
                DID,
                "shop.test",
                "shop.test",
                Profile.Status.ACTIVE,
                null,
                null,
                Json.object(),
                Json.object(),
                null);
    }

    @Override
    public Optional<Session> of(Profile profile) {
        return Optional.of(session);
    }

    @Override
    public Uni<Optional<Session>> fresh(Profile profile) {
        return Uni.createFrom().item(Optional.of(session));
    }

    @Override
    public Uni<Void> keep(Profile profile, Session renewed) {
        session = renewed;
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Map<String, Kind>> known(ProfileId profile, Collection<String> conversationIds) {
        Map<String, Kind> known = new HashMap<>(kinds);
        known.keySet().retainAll(conversationIds);
        return Uni.createFrom().item(known);
    }

    @Override
    public Uni<Void> remember(ProfileId profile, String conversationId, Kind kind) {
        kinds.put(conversationId, kind);
        return Uni.createFrom().voidItem();
    }

    @Override
    public void close() {
        guarded.close();
    }
}
