package dev.parley.sandbox.graph;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells subscribers what happens to comments: a Page's of everything, an Instagram account's of new ones only. */
@ApplicationScoped
class CommentNews {
    private final Happenings happenings;

    CommentNews(Happenings happenings) {
        this.happenings = happenings;
    }

    Uni<Void> added(GraphAccount account, GraphComment comment) {
        return account.network() == GraphNetwork.MESSENGER
                ? happenings.changed(account, "feed", feed(comment, "add"))
                : happenings.changed(account, "comments", media(account, comment));
    }

    /** @param verb {@code edited}, {@code hide}, {@code unhide} or {@code remove} */
    Uni<Void> changed(GraphAccount account, GraphComment comment, String verb) {
        return account.network() == GraphNetwork.MESSENGER
                ? happenings.changed(account, "feed", feed(comment, verb))
                : Uni.createFrom().voidItem();
    }

    private static JsonObject feed(GraphComment comment, String verb) {
        JsonObject feed = new JsonObject()
                .put("message", comment.text())
                .put("post_id", comment.post())
                .put("comment_id", comment.id())
                .put("created_time", comment.at() / 1000)
                .put("item", "comment")
                .put("parent_id", comment.parent() == null ? comment.post() : comment.parent())
                .put("verb", verb);
        return comment.shownAs() == null
                ? feed
                : feed.put(
                        "from",
                        new JsonObject()
                                .put("id", comment.shownAs())
                                .put("name", comment.author().name()));
    }

    private static JsonObject media(GraphAccount account, GraphComment comment) {
        JsonObject media = new JsonObject()
                .put("media", new JsonObject().put("id", comment.post()).put("media_product_type", "FEED"))
                .put("id", comment.id())
                .put("parent_id", comment.parent() == null ? comment.post() : comment.parent())
                .put("text", comment.text());
        if (comment.shownAs() == null) {
            return media;
        }
        JsonObject from = new JsonObject()
                .put("id", comment.shownAs())
                .put("username", comment.author().username());
        if (account.id().equals(comment.shownAs())) {
            from.put("self_ig_scoped_id", account.id());
        }
        return media.put("from", from);
    }
}
