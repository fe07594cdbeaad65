package dev.parley.sandbox.graph;

import dev.parley.sandbox.Moment;
import dev.parley.sandbox.SandboxParticipant;
import dev.parley.sandbox.stage.Answer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reading and moderating comments. */
@ApplicationScoped
class CommentEdges {
    private final GraphLedgers ledgers;
    private final CommentNews news;

    CommentEdges(GraphLedgers ledgers, CommentNews news) {
        this.ledgers = ledgers;
        this.news = news;
    }

    boolean knows(GraphWorld.Grant grant, String id) {
        return owner(grant, id).isPresent();
    }

    /** {@code POST {post}/comments}: a comment of the account's own on a post of its own. */
    Answer comment(GraphWorld.Grant grant, GraphRequest call) {
        GraphAccount account = owner(grant, known -> known.hasPost(call.node()))
                .orElseThrow(() -> GraphRefusal.noSuchNode(call.node()));
        synchronized (account) {
            return add(account, call.node(), null, call.required("message"));
        }
    }

    Answer perform(GraphWorld.Grant grant, GraphRequest call) {
        GraphAccount account = owner(grant, call.node()).orElseThrow(() -> GraphRefusal.noSuchNode(call.node()));
        synchronized (account) {
            GraphComment comment = account.comments().get(call.node());
            if (comment == null) {
                throw GraphRefusal.noSuchNode(call.node());
            }
            if (call.method().equals("GET")) {
                return GraphApi.ok(shown(account, comment));
            }
            return perform(account, comment, call);
        }
    }

    private Answer perform(GraphAccount account, GraphComment comment, GraphRequest call) {
        boolean removal = call.method().equals("DELETE");
        return switch (call.edge()) {
            case "comments", "replies" -> answer(account, comment, call.required("message"));
            case "likes" -> done(account, comment, removal ? "unlike" : "like");
            default -> removal ? remove(account, comment) : hide(account, comment, call);
        };
    }

    /** An answer to an answer stands below the same comment. */
    private Answer answer(GraphAccount account, GraphComment comment, String text) {
        note(account, comment, "reply");
        return add(account, comment.post(), comment.parent() == null ? comment.id() : comment.parent(), text);
    }

    private Answer add(GraphAccount account, String post, @Nullable String parent, String text) {
        String id = (account.network() == GraphNetwork.MESSENGER ? "5511_" : "") + account.newNumber();
        SandboxParticipant self = new SandboxParticipant(account.id(), account.name(), account.username());
        GraphComment own = new GraphComment(id, post, parent, self, account.id(), text, Moment.millis());
        account.comments().put(id, own);
        return GraphApi.ok(new JsonObject().put("id", id)).echoing(news.added(account, own));
    }

    private Answer remove(GraphAccount account, GraphComment comment) {
        account.comments().remove(comment.id());
        return done(account, comment, "delete").echoing(news.changed(account, comment, "remove"));
    }

    private Answer hide(GraphAccount account, GraphComment comment, GraphRequest call) {
        boolean hide = call.text(account.network() == GraphNetwork.MESSENGER ? "is_hidden" : "hide")
                .map(Boolean::parseBoolean)
                .orElseThrow(() -> GraphRefusal.badRequest("Nothing to change"));
        comment.hide(hide);
        String verb = hide ? "hide" : "unhide";
        return done(account, comment, verb).echoing(news.changed(account, comment, verb));
    }

    private Answer done(GraphAccount account, GraphComment comment, String action) {
        note(account, comment, action);
        return GraphApi.success();
    }

    private void note(GraphAccount account, GraphComment comment, String action) {
        ledgers.of(account.network()).recordAction(action, account.id(), new JsonObject().put("comment", comment.id()));
    }

    private static JsonObject shown(GraphAccount account, GraphComment comment) {
        boolean messenger = account.network() == GraphNetwork.MESSENGER;
        JsonObject json = new JsonObject().put("id", comment.id());
        if (messenger) {
            json.put("message", comment.text()).put("created_time", ReadEdges.time(comment.at()));
        } else {
            json.put("text", comment.text())
                    .put("timestamp", ReadEdges.time(comment.at()))
                    .put("media", new JsonObject().put("id", comment.post()));
        }
        if (comment.parent() != null) {
            json = messenger
                    ? json.put("parent", new JsonObject().put("id", comment.parent()))
                    : json.put("parent_id", comment.parent());
        }
        return comment.shownAs() == null ? json : json.put("from", from(comment, comment.shownAs(), messenger));
    }

    private static JsonObject from(GraphComment comment, String shownAs, boolean messenger) {
        JsonObject from = new JsonObject().put("id", shownAs);
        return messenger
                ? from.put("name", comment.author().name())
                : from.put("username", comment.author().username());
    }

    private static Optional<GraphAccount> owner(GraphWorld.Grant grant, String comment) {
        return owner(grant, account -> account.comments().containsKey(comment));
    }

    private static Optional<GraphAccount> owner(GraphWorld.Grant grant, Predicate<GraphAccount> owns) {
        for (GraphAccount account : new GraphAccount[] {grant.page(), grant.instagram()}) {
            if (account != null) {
                synchronized (account) {
                    if (owns.test(account)) {
                        return Optional.of(account);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
