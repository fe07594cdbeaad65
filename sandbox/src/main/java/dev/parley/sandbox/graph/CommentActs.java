package dev.parley.sandbox.graph;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.Moment;
import dev.parley.sandbox.SandboxParticipant;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What people do below posts. */
@ApplicationScoped
class CommentActs {
    private static final long DAY = 24L * 60 * 60 * 1000;

    private final GraphWorld world;
    private final CommentNews news;

    CommentActs(GraphWorld world, CommentNews news) {
        this.world = world;
        this.news = news;
    }

    Map<String, Function<JsonObject, JsonObject>> acts(GraphNetwork network) {
        Map<String, Function<JsonObject, JsonObject>> acts = new HashMap<>();
        acts.put("comment", body -> comment(network, new GraphAct(body)));
        acts.put("age-comment", body -> age(network, new GraphAct(body)));
        if (network == GraphNetwork.MESSENGER) {
            acts.put("edit-comment", body -> edit(new GraphAct(body)));
            acts.put("remove-comment", body -> remove(new GraphAct(body)));
        }
        return acts;
    }

    private JsonObject comment(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        GraphComment comment;
        synchronized (account) {
            SandboxParticipant author = account.meet(body.participant());
            String post =
                    body.text("post").orElse(network == GraphNetwork.MESSENGER ? account.id() + "_5511" : "17950");
            String id = network == GraphNetwork.MESSENGER ? "5511_" + account.newNumber() : account.newNumber();
            @Nullable String parent = body.text("parent").orElse(null);
            comment = new GraphComment(
                    id,
                    post,
                    parent,
                    author,
                    body.flag("anonymous") ? null : body.text("shown_as").orElse(author.id()),
                    body.required("text"),
                    Moment.millis() - body.number("days", 0) * DAY);
            account.comments().put(id, comment);
        }
        if (!body.flag("untold")) {
            news.added(account, comment);
        }
        return new JsonObject().put("external_id", comment.id()).put("post", comment.post());
    }

    private JsonObject age(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        synchronized (account) {
            known(account, body).age(body.number("days", 8) * DAY);
        }
        return new JsonObject().put("aged", true);
    }

    private JsonObject edit(GraphAct body) {
        GraphAccount account = body.account(world, GraphNetwork.MESSENGER);
        GraphComment comment;
        synchronized (account) {
            comment = known(account, body);
            comment.edit(body.required("text"));
        }
        news.changed(account, comment, "edited");
        return new JsonObject().put("external_id", comment.id());
    }

    private JsonObject remove(GraphAct body) {
        GraphAccount account = body.account(world, GraphNetwork.MESSENGER);
        GraphComment comment;
        synchronized (account) {
            comment = known(account, body);
            account.comments().remove(comment.id());
        }
        news.changed(account, comment, "remove");
        return new JsonObject().put("external_id", comment.id());
    }

    private static GraphComment known(GraphAccount account, GraphAct body) {
        GraphComment comment = account.comments().get(body.required("external_id"));
        if (comment == null) {
            throw ControlRefusal.notFound("there is no such comment");
        }
        return comment;
    }
}
