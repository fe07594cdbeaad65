package dev.parley.platform.graph;

import java.util.Locale;

/** The hosts that the Graph API lives on. A token speaks to one of them only. */
public enum GraphHost {
    /** Pages, and Instagram accounts connected through their Page. */
    FACEBOOK,
    /** Instagram accounts connected by Instagram Login. */
    INSTAGRAM,
    /** Only turns the code of an Instagram Login into a token. */
    INSTAGRAM_TOKENS;

    String baseUrl(GraphConfig config) {
        return switch (this) {
            case FACEBOOK -> config.facebookUrl();
            case INSTAGRAM -> config.instagramUrl();
            case INSTAGRAM_TOKENS -> config.instagramTokenUrl();
        };
    }

    /** How credentials name it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
