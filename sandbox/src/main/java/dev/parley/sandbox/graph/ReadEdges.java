package dev.parley.sandbox.graph;

import dev.parley.sandbox.SandboxParticipant;
import dev.parley.sandbox.stage.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Reading accounts, people and conversations. */
@ApplicationScoped
class ReadEdges {
    private static final String CONVERSATION = "t_";
    /** Messages of a conversation that come with their details. */
    private static final int SHOWN = 20;

    private static final int MOST = 100;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ").withZone(ZoneOffset.UTC);

    private final GraphWorld world;
    private final MediaShelf media;

    ReadEdges(GraphWorld world, MediaShelf media) {
        this.world = world;
        this.media = media;
    }

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    Answer me(GraphWorld.Grant grant, GraphRequest call) {
        if (!grant.pageTokens().isEmpty()) {
            if (call.text("fields").orElse("").contains("category")) {
                throw GraphRefusal.badRequest("Tried accessing nonexisting field (category) on node type (User)");
            }
            return GraphApi.ok(new JsonObject().put("id", "10001").put("name", "Some User"));
        }
        GraphAccount account = grant.me();
        return GraphApi.ok(
                account.network() == GraphNetwork.MESSENGER
                        ? page(grant)
                        : new JsonObject()
                                .put("id", "25" + account.id())
                                .put("user_id", account.id())
                                .put("username", account.username())
                                .put("name", account.name()));
    }

    /** The Pages of a user; a Page has none. */
    Answer pages(GraphWorld.Grant user) {
        if (user.pageTokens().isEmpty()) {
            throw GraphRefusal.badRequest("Tried accessing nonexisting field (accounts) on node type (Page)");
        }
        JsonArray data = new JsonArray();
        user.pageTokens().forEach(token -> data.add(page(world.grant(token)).put("access_token", token)));
        return GraphApi.list(data);
    }

    /** The conversation with a person, newest messages first. */
    Answer conversations(GraphWorld.Grant grant, GraphRequest call) {
        boolean instagram = call.text("platform").filter("instagram"::equals).isPresent();
        GraphAccount linked = grant.instagram();
        GraphAccount account = instagram && linked != null ? linked : grant.me();
        String person = call.required("user_id");
        JsonArray data = new JsonArray();
        synchronized (account) {
            account.thread(person)
                    .ifPresent(thread -> data.add(new JsonObject()
                            .put("messages", messages(account, thread, 0, SHOWN))
                            .put("id", CONVERSATION + person)));
        }
        return GraphApi.list(data);
    }

    static boolean isConversation(String node) {
        return node.startsWith(CONVERSATION);
    }

    /** A page of a conversation's messages; {@code after} is how many newer ones there are. */
    Answer messages(GraphWorld.Grant grant, GraphRequest call) {
        String person = call.node().substring(CONVERSATION.length());
        int after = call.text("after").map(Integer::parseInt).orElse(0);
        int limit = call.text("limit").map(Integer::parseInt).orElse(SHOWN);
        for (GraphAccount account : accounts(grant)) {
            synchronized (account) {
                Optional<GraphThread> thread = account.thread(person);
                if (thread.isPresent()) {
                    return GraphApi.ok(messages(account, thread.get(), after, Math.min(limit, MOST)));
                }
            }
        }
        throw GraphRefusal.noSuchNode(call.node());
    }

    /** A person's profile; on Instagram only of people who wrote. */
    Answer person(GraphWorld.Grant grant, GraphRequest call) {
        String id = call.node();
        for (GraphAccount account : accounts(grant)) {
            synchronized (account) {
                boolean wrote = account.thread(id)
                        .filter(thread -> thread.lastUserAction() > 0)
                        .isPresent();
                if (wrote && account.person(id).isPresent()) {
                    return GraphApi.ok(
                            profile(account.network(), account.person(id).get()));
                }
                if (account.person(id).isPresent()) {
                    throw GraphRefusal.of(230, 0, "(#230) User consent is required to access user profile");
                }
            }
        }
        throw GraphRefusal.noSuchNode(id);
    }

    private static List<GraphAccount> accounts(GraphWorld.Grant grant) {
        GraphAccount linked = grant.instagram();
        return linked == null || linked == grant.me() ? List.of(grant.me()) : List.of(grant.me(), linked);
    }

    private JsonObject profile(GraphNetwork network, SandboxParticipant person) {
        JsonObject profile = new JsonObject().put("id", person.id()).put("name", person.name());
        profile.put("profile_pic", media.url(media.picture()));
        return network == GraphNetwork.MESSENGER
                ? profile
                : profile.put("username", person.username())
                        .put("follower_count", 482)
                        .put("is_user_follow_business", true)
                        .put("is_business_follow_user", false)
                        .put("is_verified_user", false);
    }

    private static JsonObject page(GraphWorld.Grant grant) {
        GraphAccount page = grant.me();
        JsonObject json = new JsonObject()
                .put("id", page.id())
                .put("name", page.name())
                .put("username", page.username())
                .put("category", "Bakery");
        GraphAccount linked = grant.instagram();
        return linked == null
                ? json
                : json.put(
                        "instagram_business_account",
                        new JsonObject()
                                .put("id", linked.id())
                                .put("username", linked.username())
                                .put("name", linked.name()));
    }

    /** Newest first; all but the newest come without their details. */
    private static JsonObject messages(GraphAccount account, GraphThread thread, int after, int limit) {
        List<GraphMessage> all = thread.messages().reversed().stream()
                .filter(message -> !message.isDeleted())
                .toList();
        JsonArray page = new JsonArray();
        int end = Math.min(all.size(), after + limit);
        for (int i = Math.min(after, end); i < end; i++) {
            page.add(i < SHOWN ? message(account, thread.person(), all.get(i)) : outline(all.get(i)));
        }
        JsonObject paging = new JsonObject().put("cursors", new JsonObject().put("after", Integer.toString(end)));
        if (end < all.size()) {
            paging.put("next", "https://graph.example/" + CONVERSATION + thread.person() + "/messages?after=" + end);
        }
        return new JsonObject().put("data", page).put("paging", paging);
    }

    private static JsonObject outline(GraphMessage message) {
        return new JsonObject().put("id", message.mid()).put("created_time", time(message.at()));
    }

    private static JsonObject message(GraphAccount account, String person, GraphMessage message) {
        JsonObject json = outline(message)
                .put("from", new JsonObject().put("id", message.isFromAccount() ? account.id() : person))
                .put("message", message.text() == null ? "" : message.text());
        JsonArray attachments = message.content().getJsonArray("attachments");
        return attachments == null ? json : json.put("attachments", new JsonObject().put("data", attachments));
    }
}
