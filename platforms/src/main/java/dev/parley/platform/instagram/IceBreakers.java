package dev.parley.platform.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.IceBreakerEditor.IceBreaker;
import dev.parley.platform.PlatformError;
import dev.parley.platform.graph.GraphAccess;
import dev.parley.platform.graph.GraphCall;
import dev.parley.platform.graph.GraphKit;
import dev.parley.platform.graph.GraphOutcomes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The questions in front of a new conversation.
 *
 * <pre>
 *   payload ──► token that survives ──► set, for the default locale ──► read back ──differs──► Refused
 * </pre>
 *
 * Instagram answers success also when it dropped half of what it was given; hence the reading back.
 */
@ApplicationScoped
class IceBreakers {
    private static final String EDGE = "me/messenger_profile";
    private static final String FIELD = "ice_breakers";
    private static final int LONGEST_TOKEN = 1000;

    private final GraphKit graph;

    IceBreakers(GraphKit graph) {
        this.graph = graph;
    }

    Uni<ActionOutcome> read(GraphAccess access, Duration deadline) {
        GraphCall call = GraphCall.get(access, EDGE).with("fields", FIELD).with("platform", "instagram");
        return graph.client().call(call, deadline).map(GraphOutcomes::ofAction).map(outcome -> switch (outcome) {
            case ActionOutcome.Done done -> new ActionOutcome.Done(toJson(parse(done.result())));
            case ActionOutcome.Refused refused -> refused;
            case ActionOutcome.Disconnected lost -> lost;
            case ActionOutcome.Unavailable not -> not;
        });
    }

    Uni<ActionOutcome> replace(GraphAccess access, List<IceBreaker> wanted, Duration deadline) {
        if (wanted.stream()
                .anyMatch(one -> IceBreakerPayloads.token(one.payload()).length() > LONGEST_TOKEN)) {
            return Uni.createFrom()
                    .item(new ActionOutcome.Refused(PlatformError.of("An ice breaker's payload is too long")));
        }
        GraphCall call = GraphCall.post(access, EDGE, body(wanted)).with("platform", "instagram");
        return graph.client().call(call, deadline).map(GraphOutcomes::ofAction).flatMap(outcome -> switch (outcome) {
            case ActionOutcome.Done done -> read(access, deadline).map(kept -> compare(kept, wanted));
            case ActionOutcome.Refused refused -> Uni.createFrom().item(refused);
            case ActionOutcome.Disconnected lost -> Uni.createFrom().item(lost);
            case ActionOutcome.Unavailable not -> Uni.createFrom().item(not);
        });
    }

    Uni<ActionOutcome> remove(GraphAccess access, Duration deadline) {
        GraphCall call = GraphCall.delete(access, EDGE)
                .with("fields", "[\"" + FIELD + "\"]")
                .with("platform", "instagram");
        return graph.client().call(call, deadline).map(GraphOutcomes::ofAction);
    }

    private static ObjectNode body(List<IceBreaker> wanted) {
        ObjectNode body = Json.object().put("platform", "instagram");
        ObjectNode locale = body.putArray(FIELD).addObject().put("locale", "default");
        ArrayNode actions = locale.putArray("call_to_actions");
        for (IceBreaker one : wanted) {
            actions.addObject().put("question", one.question()).put("payload", IceBreakerPayloads.token(one.payload()));
        }
        return body;
    }

    /** {@code data[].ice_breakers[].call_to_actions[]}, the same without the first, the second or the last, or nothing. */
    private static List<IceBreaker> parse(JsonNode answer) {
        for (JsonNode item : answer.has(FIELD) ? Json.array().add(answer) : answer.path("data")) {
            for (JsonNode locale :
                    item.has(FIELD) ? item.path(FIELD) : Json.array().add(item)) {
                if (locale.path("locale").asText("default").equals("default")) {
                    return actions(locale.has("call_to_actions") ? locale.path("call_to_actions") : item.path(FIELD));
                }
            }
        }
        return List.of();
    }

    private static List<IceBreaker> actions(JsonNode actions) {
        List<IceBreaker> found = new ArrayList<>();
        for (JsonNode action : actions) {
            found.add(new IceBreaker(
                    action.path("question").asText(),
                    IceBreakerPayloads.original(action.path("payload").asText())));
        }
        return found;
    }

    private static JsonNode toJson(List<IceBreaker> iceBreakers) {
        ArrayNode list = Json.array();
        iceBreakers.forEach(
                one -> list.addObject().put("question", one.question()).put("payload", one.payload()));
        return list;
    }

    private static ActionOutcome compare(ActionOutcome kept, List<IceBreaker> wanted) {
        return kept instanceof ActionOutcome.Done done && !done.result().equals(toJson(wanted))
                ? new ActionOutcome.Refused(PlatformError.of("Instagram kept other ice breakers than it was given"))
                : kept;
    }
}
