package dev.parley.sandbox.graph;

import dev.parley.sandbox.Journal;
import dev.parley.sandbox.Kind;
import dev.parley.sandbox.Kinds;
import dev.parley.sandbox.stage.Answer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the Graph servers can do, by node and edge. */
@ApplicationScoped
class GraphApi implements Kinds {
    private final Journal journal;
    private final GraphWorld world;
    private final SendEdge sends;
    private final ReadEdges reads;
    private final AccountEdges accounts;
    private final CommentEdges comments;
    private final LoginEdges logins;
    private final Kind<GraphRequest, Answer> calls =
            new Kind<>("graph", GraphRequest::toJson, GraphRequest::from, this::perform);

    GraphApi(
            Journal journal,
            GraphWorld world,
            SendEdge sends,
            ReadEdges reads,
            AccountEdges accounts,
            CommentEdges comments,
            LoginEdges logins) {
        this.journal = journal;
        this.world = world;
        this.sends = sends;
        this.reads = reads;
        this.accounts = accounts;
        this.comments = comments;
        this.logins = logins;
    }

    @Override
    public List<Kind<?, ?>> kinds() {
        return List.of(calls);
    }

    /** The call's kind, as faults name it. */
    static String kindOf(GraphRequest call) {
        return switch (call.edge()) {
            case "messages" ->
                ReadEdges.isConversation(call.node())
                        ? "lookup"
                        : call.parameters().containsKey("sender_action") ? "react" : "send";
            case "message_attachments" -> "upload";
            case "conversations" -> "lookup";
            case "subscribed_apps", "subscriptions", "accounts", "access_token", "oauth" -> "connect";
            case "messenger_profile" -> "ice_breakers";
            case "" -> call.node().equals("me") || call.node().endsWith("access_token") ? "connect" : "lookup";
            default -> "comment";
        };
    }

    /** Whose call it is; empty when the token is nobody's. A send to somebody on Instagram is the account's, not the Page's. */
    Optional<GraphAccount> account(GraphRequest call) {
        try {
            GraphWorld.Grant grant = world.grant(call.token());
            boolean isSend = call.edge().equals("messages") && !ReadEdges.isConversation(call.node());
            return isSend ? Optional.of(sends.sender(grant, call)) : Optional.of(grant.me());
        } catch (GraphRefusal nobody) {
            return Optional.empty();
        }
    }

    /** Fails with a {@link GraphRefusal}. Reading is an act as well: it may make pictures, and accounts. */
    Uni<Answer> answer(GraphRequest call) {
        return call.edge().equals("subscriptions")
                ? accounts.register(call)
                : Uni.createFrom().item(journal.act(calls, call));
    }

    private Answer perform(GraphRequest call) {
        if (call.node().endsWith("access_token")
                || call.edge().equals("access_token")
                || call.node().equals("dialog")) {
            return logins.perform(call);
        }
        GraphWorld.Grant grant = world.grant(call.token());
        return switch (call.edge()) {
            case "messages" ->
                ReadEdges.isConversation(call.node()) ? reads.messages(grant, call) : sends.perform(grant, call);
            case "message_attachments" -> sends.upload(call);
            case "subscribed_apps" -> accounts.subscribedApps(grant, call);
            case "messenger_profile" -> accounts.messengerProfile(grant, call);
            case "accounts" -> reads.pages(grant);
            case "conversations" -> reads.conversations(grant, call);
            case "" -> node(grant, call);
            case "comments", "replies", "likes" ->
                comments.knows(grant, call.node()) ? comments.perform(grant, call) : comments.comment(grant, call);
            default -> throw GraphRefusal.badRequest("Tried accessing nonexisting field (" + call.edge() + ")");
        };
    }

    private Answer node(GraphWorld.Grant grant, GraphRequest call) {
        if (call.node().equals("me")) {
            return reads.me(grant, call);
        }
        return comments.knows(grant, call.node()) ? comments.perform(grant, call) : reads.person(grant, call);
    }

    static Answer ok(JsonObject body) {
        return Answer.json(200, body);
    }

    static Answer success() {
        return ok(new JsonObject().put("success", true));
    }

    static Answer list(JsonArray data) {
        return ok(new JsonObject().put("data", data));
    }

    /** What the usage headers say of an unhurried account. */
    static Map<String, String> usage(boolean instagram) {
        return Map.of(
                "X-App-Usage",
                instagram
                        ? "{\"call_volume\":0,\"cpu_time\":0}"
                        : "{\"call_count\":1,\"total_time\":1,\"total_cputime\":1}");
    }

    static boolean oneOf(String value, String... wanted) {
        return List.of(wanted).contains(value);
    }
}
