package dev.parley.sandbox.bluesky;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody on Bluesky: the account that Parley speaks for, or a participant. Guarded by {@link World}. */
final class Actor {
    final String did;
    String handle;

    @Nullable
    String displayName;

    /** Whether others may write to this actor. */
    boolean acceptsMessages = true;

    boolean blocked;
    /** This actor's own log, oldest first; each entry has a {@code rev}. */
    final List<JsonObject> log = new ArrayList<>();

    Actor(String did, String handle) {
        this.did = did;
        this.handle = handle;
    }

    JsonObject view() {
        JsonObject view = new JsonObject().put("did", did).put("handle", handle);
        if (displayName != null) {
            view.put("displayName", displayName);
        }
        return view;
    }
}
