package dev.parley.sandbox.graph;

import dev.parley.sandbox.stage.Answer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reading and moderating comments. */
@ApplicationScoped
class CommentEdges {
    private final GraphLedgers ledgers;

    CommentEdges(GraphLedgers ledgers) {
        this.ledgers = ledgers;
    }

    boolean knows(GraphWorld.Grant grant, String id) {
        return owner(grant, id).isPresent();
    }

    Answer perform(GraphWorld.Grant grant, GraphCall call) {
        GraphAccount account = owner(grant, call.node()).orElseThrow(() -> GraphRefusal.noSuchNode(call.node()));
        synchronized (account) {
            GraphComment comment = account.comments().get(call.node());
            if (comment == null) {
                throw GraphRefusal.noSuchNode(call.node());
            }
            if (call.method().equals("GET")) {
                return GraphApi.ok(shown(account, comment));
            }
            String action = apply(account, comment, call);
            ledgers.of(account.network())
                    .recordAction(action, account.id(), new JsonObject().put("comment", comment.id()));
            return GraphApi.ok(new JsonObject().put("success", true).put("id", account.newNumber()));
        }
    }

    private static String apply(GraphAccount account, GraphComment comment, GraphCall call) {
        boolean removal = call.method().equals("DELETE");
        switch (call.edge()) {
            case "comments", "replies" -> {
                call.required("message");
                return "reply";
            }
            case "likes" -> {
                return removal ? "unlike" : "like";
            }
            default -> {
                if (removal) {
                    account.comments().remove(comment.id());
                    return "delete";
                }
                boolean hide = call.text(account.network() == Network.MESSENGER ? "is_hidden" : "hide")
                        .map(Boolean::parseBoolean)
                        .orElseThrow(() -> GraphRefusal.badRequest("Nothing to change"));
                comment.hide(hide);
                return hide ? "hide" : "unhide";
            }
        }
    }

    private static JsonObject shown(GraphAccount account, GraphComment comment) {
        JsonObject from = new JsonObject().put("id", comment.author().id());
        if (account.network() == Network.MESSENGER) {
            return new JsonObject()
                    .put("id", comment.id())
                    .put("message", comment.text())
                    .put("from", from.put("name", comment.author().name()))
                    .put("created_time", ReadEdges.time(comment.at()));
        }
        JsonObject json = new JsonObject()
                .put("id", comment.id())
                .put("text", comment.text())
                .put("timestamp", ReadEdges.time(comment.at()))
                .put("username", comment.author().username())
                .put("from", from.put("username", comment.author().username()))
                .put("media", new JsonObject().put("id", comment.post()));
        return comment.parent() == null ? json : json.put("parent_id", comment.parent());
    }

    private static Optional<GraphAccount> owner(GraphWorld.Grant grant, String id) {
        for (GraphAccount account : new GraphAccount[] {grant.page(), grant.instagram()}) {
            if (account != null) {
                synchronized (account) {
                    if (account.comments().containsKey(id)) {
                        return Optional.of(account);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
