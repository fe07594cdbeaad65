package dev.parley.sandbox.bluesky;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A conversation. Guarded by {@link World}. */
final class Convo {
    final String id;
    final List<Actor> members;
    final boolean group;
    final List<BlueskyMessage> messages = new ArrayList<>();
    /** DIDs that have muted it. */
    final Set<String> mutedBy = new HashSet<>();
    /** DIDs for whom it is still a request. */
    final Set<String> requestFor = new HashSet<>();

    boolean locked;
    String rev;

    Convo(String id, List<Actor> members, boolean group, String rev) {
        this.id = id;
        this.members = members;
        this.group = group;
        this.rev = rev;
    }

    boolean has(String did) {
        return members.stream().anyMatch(member -> member.did.equals(did));
    }

    JsonObject view(String viewer) {
        JsonArray views = new JsonArray();
        members.forEach(member -> views.add(member.view()));
        JsonObject view = new JsonObject()
                .put("id", id)
                .put("rev", rev)
                .put("members", views)
                .put("muted", mutedBy.contains(viewer))
                .put("status", requestFor.contains(viewer) ? "request" : "accepted")
                .put("unreadCount", 0);
        if (group) {
            view.put("kind", new JsonObject().put("$type", "chat.bsky.convo.defs#groupConvo"));
        }
        if (!messages.isEmpty()) {
            view.put("lastMessage", messages.getLast().view(viewer));
        }
        return view;
    }
}
