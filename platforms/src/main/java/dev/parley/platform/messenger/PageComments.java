package dev.parley.platform.messenger;

import static dev.parley.platform.graph.GraphConversation.textOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.json.Json;
import dev.parley.platform.Commenter.Action;
import dev.parley.platform.graph.GraphAccess;
import dev.parley.platform.graph.GraphCall;
import dev.parley.platform.graph.GraphComments;
import dev.parley.platform.graph.GraphKit;
import dev.parley.platform.graph.GraphTime;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Comments under a Page's posts: looking one up, and moderating. */
@ApplicationScoped
class PageComments implements GraphComments {
    private static final Set<Action> ACTIONS = Set.copyOf(EnumSet.allOf(Action.class));

    private static final String FIELDS = "id,message,from,created_time,parent,permalink_url";

    private final GraphKit graph;

    PageComments(GraphKit graph) {
        this.graph = graph;
    }

    @Override
    public Set<Action> actions() {
        return ACTIONS;
    }

    @Override
    public GraphCall call(GraphAccess access, String id, Action action, @Nullable String text) {
        return switch (action) {
            case COMMENT, REPLY ->
                GraphCall.post(access, id + "/comments", Json.object().put("message", text));
            case HIDE -> GraphCall.post(access, id, Json.object().put("is_hidden", true));
            case UNHIDE -> GraphCall.post(access, id, Json.object().put("is_hidden", false));
            case DELETE -> GraphCall.delete(access, id);
            case LIKE -> GraphCall.post(access, id + "/likes", Json.object());
            case UNLIKE -> GraphCall.delete(access, id + "/likes");
        };
    }

    @Override
    public Uni<Optional<InboundEvent.CommentArrived>> find(Profile profile, String comment, Duration deadline) {
        return graph.nodes()
                .node(graph.access(profile), comment, FIELDS, deadline)
                .map(node -> node.filter(found -> found.has("created_time"))
                        .map(found -> arrived(profile.externalId(), found)));
    }

    /** A comment's id is that of its post, an underscore, and its own. */
    private static InboundEvent.CommentArrived arrived(String page, JsonNode found) {
        String id = found.path("id").asText();
        int underscore = id.indexOf('_');
        String post = underscore < 0 ? id : id.substring(0, underscore);
        JsonNode from = found.path("from");
        String author = textOf(from, "id");
        return new InboundEvent.CommentArrived(
                page + "_" + post,
                id,
                textOf(found.path("parent"), "id"),
                textOf(found, "message"),
                author == null ? null : new InboundEvent.Author(author, null, textOf(from, "name")),
                page.equals(author),
                textOf(found, "permalink_url"),
                GraphTime.of(found.path("created_time")).orElse(null),
                null);
    }
}
