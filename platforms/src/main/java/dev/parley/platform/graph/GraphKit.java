package dev.parley.platform.graph;

import dev.parley.profile.Profile;
import dev.parley.secret.SecretCipher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The library's parts that every platform on the Graph API uses, and the opening of a profile's credentials. */
@ApplicationScoped
public class GraphKit {
    private final GraphClient client;
    private final GraphSender sender;
    private final ConversationLookup conversations;
    private final NodeLookup nodes;
    private final GraphMedia media;
    private final WebhookSubscription subscription;
    private final UsageLimits usage;
    private final SecretCipher vault;
    private final Duration settlingTime;
    private final Set<String> ownApps;

    public GraphKit(
            GraphClient client,
            GraphSender sender,
            ConversationLookup conversations,
            NodeLookup nodes,
            GraphMedia media,
            WebhookSubscription subscription,
            UsageLimits usage,
            SecretCipher vault,
            GraphConfig config) {
        this.client = client;
        this.sender = sender;
        this.conversations = conversations;
        this.nodes = nodes;
        this.media = media;
        this.subscription = subscription;
        this.usage = usage;
        this.vault = vault;
        this.settlingTime = config.settlingTime();
        this.ownApps = Stream.of(config.appId(), config.instagramAppId())
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    public GraphAccess access(Profile profile) {
        return GraphAccess.of(profile, vault);
    }

    /** How long the profile should be left alone, as its last answer said. */
    public Duration pause(Profile profile) {
        return usage.pause(access(profile).token());
    }

    /** @param echoesNameOurs whether the network returns our message's id with every echo of ours */
    public ReadContext readContext(boolean echoesNameOurs) {
        return new ReadContext(echoesNameOurs, ownApps, media::isOurs);
    }

    public GraphClient client() {
        return client;
    }

    public GraphSender sender() {
        return sender;
    }

    public ConversationLookup conversations() {
        return conversations;
    }

    public NodeLookup nodes() {
        return nodes;
    }

    public GraphMedia media() {
        return media;
    }

    public WebhookSubscription subscription() {
        return subscription;
    }

    public Duration settlingTime() {
        return settlingTime;
    }
}
