package dev.parley.gateway.testing;

import dev.parley.id.EventId;
import dev.parley.id.WebhookId;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.webhook.DeliveryIds;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every write of the API, with what it needs to succeed, in a group of an account of its own. */
public final class WriteRoutes {
    private static final Map<String, Object> HOOK = Map.of("url", "https://example.com/hook", "events", List.of("*"));

    private final Tenancy tenancy;
    private final String otherGroup;
    private final Map<String, Write> writes = new TreeMap<>();
    private final Map<String, InternalAnswer> answers = new HashMap<>();

    /**
     * One request.
     *
     * @param name as in the document, e.g. {@code POST /api/chats/{id}/archive}
     * @param call what dispatch is asked for it; null for nothing
     * @param byAccountKeysOnly whether a key to one group may not do this at all
     */
    public record Write(
            String name,
            String path,
            @Nullable Object body,
            @Nullable String call,
            boolean byAccountKeysOnly) {
        public String method() {
            return name.substring(0, name.indexOf(' '));
        }

        public Answer as(Api api) {
            return body == null && method().equals("DELETE")
                    ? api.delete(path)
                    : api.json(method(), path, body == null ? Map.of() : body);
        }
    }

    private WriteRoutes(Tenancy tenancy) {
        this.tenancy = tenancy;
        this.otherGroup = tenancy.api()
                .post("/api/profile_groups", Map.of("name", "Other"))
                .text("/id");
        messages();
        comments();
        profiles();
        webhooks();
    }

    /** Dispatch does its part of the write, as it did before it was told otherwise. */
    public void dispatchAnswers(Write write) {
        String call = write.call();
        if (call != null) {
            StubbedDispatch.answers(call, answers.getOrDefault(call, InternalAnswer.ok(null)));
        }
    }

    private void dispatchAnswers(String call, InternalAnswer answer) {
        answers.put(call, answer);
        StubbedDispatch.answers(call, answer);
    }

    public static WriteRoutes fresh() {
        return new WriteRoutes(Tenancy.fresh());
    }

    public static Set<String> names() {
        return new TreeSet<>(fresh().writes.keySet());
    }

    public Tenancy tenancy() {
        return tenancy;
    }

    /** The group that everything belongs to. */
    public String group() {
        return tenancy.group();
    }

    public String otherGroup() {
        return otherGroup;
    }

    public Write write(String name) {
        return writes.get(name);
    }

    private void add(String name, String path, @Nullable Object body, @Nullable String call) {
        writes.put(name, new Write(name, path, body, call, false));
    }

    private void messages() {
        String chat = tenancy.liveChat("bluesky");
        String facebook = tenancy.profile("facebook");
        String facebookChat = tenancy.chat(facebook, "4711");
        Rows.inbound(facebookChat, "in-" + Rows.idNumber(), "hi");
        String message = sent(facebookChat);
        Rows.reactedByUs(message);
        String telegram = sent(tenancy.liveChat("telegram"));
        add(
                "POST /api/profiles/{profile_id}/chats",
                "/api/profiles/" + facebook + "/chats",
                Map.of("participant_external_id", "9"),
                null);
        add("POST /api/chats/{chat_id}/messages", "/api/chats/" + chat + "/messages", Map.of("body", "x"), null);
        add(
                "POST /api/chats/{id}/archive",
                "/api/chats/" + chat + "/archive",
                null,
                "POST /internal/chats/" + chat + "/archived");
        add(
                "DELETE /api/chats/{id}/archive",
                "/api/chats/" + chat + "/archive",
                null,
                "POST /internal/chats/" + chat + "/archived");
        add(
                "PATCH /api/messages/{id}",
                "/api/messages/" + telegram,
                Map.of("body", "new"),
                "PATCH /internal/messages/" + telegram);
        add(
                "POST /api/messages/{id}/react",
                "/api/messages/" + message + "/react",
                Map.of("reaction", "love"),
                "POST /internal/messages/" + message + "/reaction");
        add(
                "DELETE /api/messages/{id}/unreact",
                "/api/messages/" + message + "/unreact",
                null,
                "DELETE /internal/messages/" + message + "/reaction");
    }

    private String sent(String chat) {
        String message = tenancy.api()
                .post("/api/chats/" + chat + "/messages", Map.of("body", "old"))
                .text("/id");
        Rows.published(message, "mid." + Rows.idNumber());
        return message;
    }

    private void comments() {
        String profile = tenancy.profile("facebook");
        String post = Rows.post(profile);
        String comment = Rows.comment(post, profile, "c-" + Rows.idNumber(), null);
        String made = Rows.comment(post, profile, "c-" + Rows.idNumber(), null);
        String comments = "/api/posts/" + post + "/comments";
        String as = "?profile_id=" + profile;
        String make = "POST /internal/posts/" + post + "/comments";
        dispatchAnswers(make, InternalAnswer.ok(Json.object().put("id", made)));
        add("POST /api/posts/{post_id}/comments", comments + as, Map.of("text", "Thanks"), make);
        add(
                "DELETE /api/posts/{post_id}/comments/{id}",
                comments + "/" + comment + as,
                null,
                "POST /internal/comments/" + comment + "/delete");
        add(
                "POST /api/posts/{post_id}/comments/{id}/{action}",
                comments + "/" + comment + "/hide" + as,
                null,
                "POST /internal/comments/" + comment + "/hide");
        add(
                "POST /api/posts/{post_id}/comments/{id}/private_reply",
                comments + "/" + comment + "/private_reply" + as,
                Map.of("text", "Hello"),
                null);
    }

    private void profiles() {
        String instagram = tenancy.profile("instagram");
        String facebook = tenancy.profile("facebook");
        String login = tenancy.profile("facebook");
        Rows.undecided(login);
        Rows.placement(login, "pl-1", "Bakery");
        String breakers = "/api/profiles/" + instagram + "/ice_breakers";
        add(
                "PATCH /api/profiles/{id}",
                "/api/profiles/" + facebook,
                Map.of("settings", Map.of("story_media", "mirror")),
                null);
        add("DELETE /api/profiles/{id}", "/api/profiles/" + facebook, null, "DELETE /internal/profiles/" + facebook);
        add(
                "POST /api/profiles/{id}/ice_breakers",
                breakers,
                Map.of("ice_breakers", List.of(Map.of("question", "Q", "payload", "P"))),
                "POST /internal/profiles/" + instagram + "/ice_breakers");
        add(
                "DELETE /api/profiles/{id}/ice_breakers",
                breakers,
                null,
                "DELETE /internal/profiles/" + instagram + "/ice_breakers");
        placements(login);
    }

    private void placements(String login) {
        String group = tenancy.group();
        String place = "POST /internal/profiles/" + login + "/placements/pl-1";
        dispatchAnswers(place, InternalAnswer.ok(Json.read("{\"success\":true,\"profile\":{\"id\":\"prof_2\"}}")));
        add(
                "PATCH /api/profiles/{id}/assign_placement_to_group",
                "/api/profiles/" + login + "/assign_placement_to_group",
                Map.of("placement_id", "pl-1", "target_profile_group_id", group),
                place);
        groups(group);
    }

    private void groups(String group) {
        dispatchAnswers(
                "POST /internal/connections",
                InternalAnswer.ok(Json.read("{\"success\":true,\"url\":\"https://dialog.example/1\"}")));
        add(
                "POST /api/profile_groups/{id}/initialize_connection",
                "/api/profile_groups/" + group + "/initialize_connection",
                Map.of("platform", "facebook", "redirect_url", "https://shop.example/" + group),
                "POST /internal/connections");
        String empty = tenancy.api()
                .post("/api/profile_groups", Map.of("name", "Empty"))
                .text("/id");
        writes.put(
                "POST /api/profile_groups",
                new Write("POST /api/profile_groups", "/api/profile_groups", Map.of("name", "New"), null, true));
        writes.put(
                "DELETE /api/profile_groups/{id}",
                new Write("DELETE /api/profile_groups/{id}", "/api/profile_groups/" + empty, null, null, true));
    }

    private void webhooks() {
        String hook = "/api/webhooks/"
                + tenancy.scopedTo(tenancy.group()).post("/api/webhooks", HOOK).text("/id");
        add("POST /api/webhooks", "/api/webhooks", HOOK, null);
        add("PATCH /api/webhooks/{id}", hook, Map.of("description", "mine"), null);
        add("DELETE /api/webhooks/{id}", hook, null, null);
        add("POST /api/webhooks/{id}/test", hook + "/test", null, null);
        add("POST /api/webhooks/{id}/rotate_secret", hook + "/rotate_secret", null, null);
        add(
                "POST /api/webhooks/{id}/recover",
                hook + "/recover",
                Map.of("since", Instant.now().minusSeconds(3600).toString()),
                null);
        Api api = tenancy.scopedTo(tenancy.group());
        String event = api.post(hook + "/test", Map.of()).text("/event_id");
        String delivery = DeliveryIds.of(
                        EventId.parse(event).orElseThrow(),
                        WebhookId.parse(hook.substring(hook.lastIndexOf('/') + 1))
                                .orElseThrow())
                .toString();
        add(
                "POST /api/webhooks/{id}/deliveries/{delivery}/retry",
                hook + "/deliveries/" + delivery + "/retry",
                null,
                null);
    }
}
