package dev.parley.platform.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import java.util.Optional;

/** Who writes to an account. Meta tells only of people who have written themselves. */
@ApplicationScoped
class AccountPeople implements GraphPeople {
    private static final List<String> YES_OR_NO =
            List.of("is_verified_user", "is_user_follow_business", "is_business_follow_user");
    private static final String FIELDS = "name,username,profile_pic,follower_count," + String.join(",", YES_OR_NO);

    private final GraphKit graph;

    AccountPeople(GraphKit graph) {
        this.graph = graph;
    }

    @Override
    public Uni<Optional<Found>> lookUp(Profile profile, OutboundMessage.Recipient participant, Duration deadline) {
        return graph.nodes()
                .node(graph.access(profile), participant.participantId(), FIELDS, deadline)
                .map(node -> node.filter(person -> person.has("username") || person.has("name"))
                        .map(AccountPeople::found));
    }

    private static Found found(JsonNode person) {
        ObjectNode metadata = Json.object();
        for (String name : YES_OR_NO) {
            if (person.path(name).isBoolean()) {
                metadata.put(name, person.path(name).asBoolean());
            }
        }
        if (person.path("follower_count").isIntegralNumber()) {
            metadata.set("follower_count", person.path("follower_count"));
        }
        String picture = GraphConversation.textOf(person, "profile_pic");
        return new Found(
                GraphConversation.textOf(person, "username"),
                GraphConversation.textOf(person, "name"),
                picture == null ? null : Json.object().put("url", picture),
                metadata);
    }
}
