package dev.parley.sandbox.graph;

import dev.parley.sandbox.stage.Answer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** What an account is set up with: its subscription to the app, its ice breakers; and the app's own webhook. */
@ApplicationScoped
class AccountEdges {
    private static final Set<String> PAGE_FIELDS = Set.of(
            "messages",
            "message_echoes",
            "message_deliveries",
            "message_reads",
            "message_reactions",
            "message_edits",
            "messaging_postbacks",
            "messaging_referrals",
            "messaging_optins",
            "messaging_handovers",
            "messaging_policy_enforcement",
            "standby",
            "feed");
    private static final Set<String> ACCOUNT_FIELDS = Set.of(
            "messages",
            "message_reactions",
            "message_edit",
            "messaging_postbacks",
            "messaging_referral",
            "messaging_seen",
            "comments",
            "live_comments",
            "mentions",
            "standby");
    private static final int MOST_ICE_BREAKERS = 4;

    private final GraphHookSender courier;
    private final GraphSettings settings;

    AccountEdges(GraphHookSender courier, GraphSettings settings) {
        this.courier = courier;
        this.settings = settings;
    }

    /** The whole call is refused for one field that does not exist, as on the real thing. */
    Answer subscribedApps(GraphWorld.Grant grant, GraphRequest call) {
        GraphAccount account = grant.me();
        synchronized (account) {
            return switch (call.method()) {
                case "GET" -> GraphApi.list(apps(account));
                case "DELETE" -> {
                    account.fields().clear();
                    yield GraphApi.success();
                }
                default -> {
                    List<String> wanted =
                            List.of(call.required("subscribed_fields").split(","));
                    Set<String> known = account.network() == GraphNetwork.MESSENGER ? PAGE_FIELDS : ACCOUNT_FIELDS;
                    wanted.stream()
                            .filter(field -> !known.contains(field))
                            .findFirst()
                            .ifPresent(field -> {
                                throw GraphRefusal.badRequest("Field " + field + " is not available");
                            });
                    account.fields().clear();
                    account.fields().addAll(wanted);
                    yield GraphApi.success();
                }
            };
        }
    }

    /** {@code POST {app}/subscriptions}: the app's webhook for an object, after the handshake. */
    Uni<Answer> register(GraphRequest call) {
        if (!(settings.appId() + "|" + settings.appSecret()).equals(call.token())) {
            throw GraphRefusal.deadToken();
        }
        return courier.register(call.required("object"), call.required("callback_url"), call.required("verify_token"))
                .map(verified -> {
                    if (!verified) {
                        throw GraphRefusal.of(
                                2200, 0, "(#2200) Callback verification failed with the following errors");
                    }
                    return GraphApi.success();
                });
    }

    Answer messengerProfile(GraphWorld.Grant grant, GraphRequest call) {
        GraphAccount linked = grant.instagram();
        GraphAccount account =
                call.text("platform").filter("instagram"::equals).isPresent() && linked != null ? linked : grant.me();
        synchronized (account) {
            return switch (call.method()) {
                case "GET" -> GraphApi.list(iceBreakers(account));
                case "DELETE" -> {
                    account.setIceBreakers(null);
                    yield GraphApi.ok(new JsonObject().put("result", "success"));
                }
                default -> {
                    account.setIceBreakers(damaged(call.parameters().getJsonArray("ice_breakers")));
                    yield GraphApi.ok(new JsonObject().put("result", "success"));
                }
            };
        }
    }

    private JsonArray apps(GraphAccount account) {
        return account.fields().isEmpty()
                ? new JsonArray()
                : new JsonArray()
                        .add(new JsonObject()
                                .put("id", settings.appId())
                                .put("subscribed_fields", new JsonArray(List.copyOf(account.fields()))));
    }

    private static JsonArray iceBreakers(GraphAccount account) {
        JsonArray set = account.iceBreakers();
        return set == null ? new JsonArray() : new JsonArray().add(new JsonObject().put("ice_breakers", set));
    }

    /** What Instagram makes of ice breakers: a payload with a colon or a bar is lost, and success is answered. */
    private static JsonArray damaged(JsonArray given) {
        if (given == null || given.isEmpty()) {
            throw GraphRefusal.badRequest("param ice_breakers must be non-empty.");
        }
        for (int i = 0; i < given.size(); i++) {
            JsonObject locale = given.getJsonObject(i);
            if (!locale.containsKey("locale")) {
                throw GraphRefusal.of(100, 2534058, "(#100) The parameter locale is required");
            }
            JsonArray actions = locale.getJsonArray("call_to_actions", new JsonArray());
            if (actions.isEmpty() || actions.size() > MOST_ICE_BREAKERS) {
                throw GraphRefusal.badRequest("call_to_actions must have between 1 and 4 items");
            }
            for (int j = 0; j < actions.size(); j++) {
                JsonObject action = actions.getJsonObject(j);
                String payload = action.getString("payload", "");
                if (payload.contains(":") || payload.contains("|")) {
                    action.put("payload", payload.split("[:|]", 2)[0]);
                }
            }
        }
        return given.copy();
    }
}
