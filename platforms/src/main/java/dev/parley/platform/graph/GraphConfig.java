package dev.parley.platform.graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Meta's Graph API, for Messenger and Instagram. */
@ConfigMapping(prefix = "parley.graph")
public interface GraphConfig {
    /** The Graph API that Page tokens speak to. */
    @WithDefault("https://graph.facebook.com")
    String facebookUrl();

    /** The Graph API that tokens of Instagram Login speak to. */
    @WithDefault("https://graph.instagram.com")
    String instagramUrl();

    /** Where the code of an Instagram Login becomes a token. */
    @WithDefault("https://api.instagram.com")
    String instagramTokenUrl();

    /** The page on which a customer grants access through Facebook Login; the version is put in front of the path. */
    @WithDefault("https://www.facebook.com")
    String facebookDialogUrl();

    /** The page on which a customer grants access through Instagram Login. */
    @WithDefault("https://www.instagram.com/oauth/authorize")
    String instagramDialogUrl();

    /** The version of the Graph API, the same on all hosts. */
    @WithDefault("v25.0")
    String version();

    /** The id of the Meta app; needed for Facebook Login. */
    Optional<String> appId();

    /** Secrets of the Meta app: the first signs our calls, all are accepted under a webhook (for a rotation). */
    Optional<List<String>> appSecrets();

    /** The id of the app's Instagram product, which is another one; needed for Instagram Login. */
    Optional<String> instagramAppId();

    /** Secrets of the app's Instagram product; webhooks of accounts connected by Instagram Login carry these. */
    Optional<List<String>> instagramAppSecrets();

    /** What Meta must say in its webhook handshake; without it every handshake is refused. */
    Optional<String> verifyToken();

    /**
     * Whether our webhook is registered with the app, as in the app dashboard, when an account is connected or first
     * checked.
     */
    @WithDefault("false")
    boolean registerWebhooks();

    /** The public base of our webhooks; the platform's name is appended. */
    @WithDefault("${parley.hooks-url:http://127.0.0.1:8081}/hooks")
    String hooksUrl();

    /** The public base to which the login dialogs return; {@code /{platform}/callback} is appended. */
    @WithDefault("${parley.public-url:http://127.0.0.1:8080}/oauth")
    String oauthUrl();

    /** Hosts from which media are fetched, {@code *.} for all below; a whole URL prefix allows http and a port. */
    @WithDefault("*.fbsbx.com,*.fbcdn.net,*.cdninstagram.com")
    List<String> mediaHosts();

    /** How long after a send without an answer a conversation look-up is believed when it does not show the message. */
    @WithDefault("10s")
    Duration settlingTime();
}
