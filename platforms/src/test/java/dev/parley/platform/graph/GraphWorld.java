package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.GroupId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.OutboundAttachment;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.WebhookHealth;
import dev.parley.platform.contract.GuardedPlatformHttp;
import dev.parley.platform.http.PlatformHttp;
import dev.parley.profile.Profile;
import dev.parley.secret.SecretCipher;
import dev.parley.secret.SecretPlace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Everything of the Graph library, put together by hand against a {@link GraphFake}. */
public final class GraphWorld implements AutoCloseable {
    public static final Duration SOON = Duration.ofSeconds(5);
    public static final String PAGE = "104829417290011";
    public static final String ACCOUNT = "17841405309211844";
    public static final String PERSON = "7309583312459012";

    private final Vertx vertx = Vertx.vertx();
    private final GuardedPlatformHttp guarded;
    public final GraphFake fake = new GraphFake(vertx.getDelegate());
    public final SecretCipher vault = new SecretCipher(List.of("test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
    public final MeterRegistry metrics = new SimpleMeterRegistry();
    public final Accounts accounts = new Accounts();
    public final GraphConfig config;
    public final PlatformHttp http;
    public final GraphKit kit;
    public final GraphLogin login;
    public final GraphHooks hooks;
    public final PageSubscriptions pages;

    /** Accounts that tests connect. */
    public static final class Accounts implements GraphAccounts {
        private final List<Profile> profiles = new ArrayList<>();

        public Profile add(Profile profile) {
            profiles.add(profile);
            return profile;
        }

        @Override
        public Optional<Profile> find(String platform, String account) {
            return profiles.stream()
                    .filter(profile -> profile.platform().equals(platform)
                            && profile.externalId().equals(account))
                    .findFirst();
        }

        @Override
        public Collection<Profile> all() {
            return profiles;
        }
    }

    public GraphWorld() throws Exception {
        this(Map.of());
    }

    public GraphWorld(Map<String, String> settings) throws Exception {
        guarded = new GuardedPlatformHttp(settings);
        Map<String, String> all = new HashMap<>(Map.of(
                "parley.graph.facebook-url", fake.url() + "/fb",
                "parley.graph.instagram-url", fake.url() + "/ig",
                "parley.graph.instagram-token-url", fake.url() + "/ig-tokens",
                "parley.graph.app-id", "4711",
                "parley.graph.app-secrets", "meta-secret,old-meta-secret",
                "parley.graph.instagram-app-id", "4712",
                "parley.graph.instagram-app-secrets", "instagram-secret",
                "parley.graph.verify-token", "open-sesame",
                "parley.graph.media-hosts", "*.fbcdn.net,*.fbsbx.com," + fake.url(),
                "parley.public-url", "https://parley.example"));
        all.putAll(settings);
        SmallRyeConfig read = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withValidateUnknown(false)
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withMapping(GraphConfig.class)
                .withDefaultValues(all)
                .build();
        config = read.getConfigMapping(GraphConfig.class);
        http = guarded.client();
        UsageLimits usage = new UsageLimits();
        GraphClient client = new GraphClient(http, config, usage);
        WebhookSubscription subscription = new WebhookSubscription(client, config, vault, new WebhookHealth(metrics));
        kit = new GraphKit(
                client,
                new GraphSender(client, new Restrictions()),
                new ConversationLookup(client),
                new NodeLookup(client),
                new GraphMedia(http, config),
                subscription,
                usage,
                vault,
                config);
        login = new GraphLogin(client, config);
        hooks = new GraphHooks(config, accounts);
        pages = new PageSubscriptions(subscription, accounts, vault);
    }

    public Profile messenger() {
        return profile(1, "facebook", PAGE, new GraphAccess(GraphHost.FACEBOOK, "page-token"), Json.object());
    }

    public Profile instagram(GraphHost host) {
        JsonNode state = host == GraphHost.FACEBOOK ? Json.object().put("page_id", PAGE) : Json.object();
        return profile(2, "instagram", ACCOUNT, new GraphAccess(host, "account-token"), state);
    }

    public Profile profile(long id, String platform, String account, GraphAccess access, JsonNode state) {
        return new Profile(
                new ProfileId(id),
                new AccountId(1),
                new GroupId(1),
                platform,
                account,
                "Corner Bakery",
                "cornerbakery",
                Profile.Status.ACTIVE,
                vault.seal(Json.write(access.credentials()), SecretPlace.profileCredentials(id)),
                null,
                Json.object(),
                state,
                null);
    }

    public static OutboundMessage text(String body) {
        return message(body, null, null, null, null, null);
    }

    public static OutboundMessage message(
            @Nullable String body,
            @Nullable OutboundAttachment attachment,
            @Nullable String tag,
            @Nullable JsonNode quickReplies,
            @Nullable JsonNode buttons,
            @Nullable String comment) {
        return new OutboundMessage(
                new MessageId(77),
                new ChatId(5),
                new OutboundMessage.Recipient(PERSON, null),
                body,
                attachment,
                tag,
                null,
                null,
                quickReplies,
                buttons,
                null,
                comment,
                SOON);
    }

    @Override
    public void close() throws Exception {
        fake.close();
        guarded.close();
        vertx.getDelegate().close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
