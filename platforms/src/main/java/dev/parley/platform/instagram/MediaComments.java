package dev.parley.platform.instagram;

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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Comments on an account's media: looking one up, and moderating. Instagram's API has no likes of comments. */
@ApplicationScoped
class MediaComments implements GraphComments {
    private static final Set<Action> ACTIONS =
            Set.of(Action.COMMENT, Action.REPLY, Action.HIDE, Action.UNHIDE, Action.DELETE);

    private static final String FIELDS = "id,text,timestamp,username,from,media,parent_id";

    private final GraphKit graph;

    MediaComments(GraphKit graph) {
        this.graph = graph;
    }

    @Override
    public Set<Action> actions() {
        return ACTIONS;
    }

    @Override
    public GraphCall call(GraphAccess access, String id, Action action, @Nullable String text) {
        return switch (action) {
            case COMMENT ->
                GraphCall.post(access, id + "/comments", Json.object().put("message", text));
            case REPLY -> GraphCall.post(access, id + "/replies", Json.object().put("message", text));
            case HIDE -> GraphCall.post(access, id, Json.object().put("hide", true));
            case UNHIDE -> GraphCall.post(access, id, Json.object().put("hide", false));
            case DELETE -> GraphCall.delete(access, id);
            case LIKE, UNLIKE -> throw new IllegalArgumentException("not among the actions: " + action);
        };
    }

    @Override
    public Uni<Optional<InboundEvent.CommentArrived>> find(Profile profile, String comment, Duration deadline) {
        return graph.nodes()
                .node(graph.access(profile), comment, FIELDS, deadline)
                .map(node -> node.filter(found -> textOf(found.path("media"), "id") != null)
                        .map(found -> arrived(profile, found)));
    }

    private static InboundEvent.CommentArrived arrived(Profile profile, JsonNode found) {
        JsonNode from = found.path("from");
        String author = textOf(from, "id");
        String username = textOf(from.has("username") ? from : found, "username");
        boolean own = profile.externalId().equals(author) || (username != null && username.equals(profile.username()));
        return new InboundEvent.CommentArrived(
                found.path("media").path("id").asText(),
                found.path("id").asText(),
                textOf(found, "parent_id"),
                textOf(found, "text"),
                author == null ? null : new InboundEvent.Author(author, username, null),
                own,
                null,
                GraphTime.of(found.path("timestamp")).orElse(null),
                null);
    }
}
