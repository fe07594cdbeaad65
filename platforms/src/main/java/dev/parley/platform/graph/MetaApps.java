package dev.parley.platform.graph;

import dev.parley.inbound.SentBy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The apps that echoes name. */
final class MetaApps {
    /** Meta's own inboxes, in which people type: of Pages (also as older documents print it) and of Instagram. */
    private static final Set<String> INBOXES = Set.of("263902037430900", "26390203743090", "1217981644879628");

    private MetaApps() {}

    /** Who sent a message that is none of ours. Where no app is named, a person used the native app. */
    static SentBy sender(@Nullable String app, Set<String> own) {
        if (app == null || app.equals("0") || INBOXES.contains(app)) {
            return SentBy.APP;
        }
        return own.contains(app) ? SentBy.API : SentBy.AUTOMATION;
    }
}
