package dev.parley.platform.graph;

import dev.parley.profile.Profile;
import dev.parley.secret.SecretCipher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

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
    }

    public GraphAccess access(Profile profile) {
        return GraphAccess.of(profile, vault);
    }

    /** How long the profile should be left alone, as its last answer said. */
    public Duration pause(Profile profile) {
        return usage.pause(access(profile).token());
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
