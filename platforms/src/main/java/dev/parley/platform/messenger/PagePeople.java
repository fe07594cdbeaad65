package dev.parley.platform.messenger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.ParticipantLookup.Found;
import dev.parley.platform.graph.GraphConversation;
import dev.parley.platform.graph.GraphKit;
import dev.parley.platform.graph.GraphPeople;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who writes to a Page. Meta tells a name and a picture, and nothing at all of people it protects. */
@ApplicationScoped
class PagePeople implements GraphPeople {
    private static final String FIELDS = "id,name,first_name,last_name,profile_pic";

    private final GraphKit graph;

    PagePeople(GraphKit graph) {
        this.graph = graph;
    }

    @Override
    public Uni<Optional<Found>> lookUp(Profile profile, OutboundMessage.Recipient participant, Duration deadline) {
        return graph.nodes()
                .node(graph.access(profile), participant.participantId(), FIELDS, deadline)
                .map(node -> node.filter(person -> person.has("name") || person.has("first_name"))
                        .map(person -> found(profile, person)));
    }

    private static Found found(Profile profile, JsonNode person) {
        String picture = GraphConversation.textOf(person, "profile_pic");
        return new Found(
                null,
                nameOf(person),
                picture == null ? null : Json.object().put("url", picture),
                Json.object().put("page_id", profile.externalId()));
    }

    private static @Nullable String nameOf(JsonNode person) {
        String name = GraphConversation.textOf(person, "name");
        if (name != null) {
            return name;
        }
        String both = (person.path("first_name").asText("") + " "
                        + person.path("last_name").asText(""))
                .strip();
        return both.isEmpty() ? null : both;
    }
}
