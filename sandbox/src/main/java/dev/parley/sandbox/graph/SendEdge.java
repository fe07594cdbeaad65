package dev.parley.sandbox.graph;

import dev.parley.sandbox.Moment;
import dev.parley.sandbox.Sent;
import dev.parley.sandbox.stage.Answer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code POST me/messages} and {@code POST me/message_attachments}.
 *
 * <pre>
 *   sender action ──► done, without an echo
 *   recipient.comment_id ──► once, within seven days ──┐
 *   recipient.id ──► known, not blocked, in the window ┴─► limits ──► thread, ledger, echo
 * </pre>
 */
@ApplicationScoped
class SendEdge {
    private static final long DAY = 24L * 60 * 60 * 1000;
    private static final int MOST_CHARACTERS = 2000;
    private static final int MOST_BYTES = 1000;
    private static final long MOST_UPLOAD = 25L * 1024 * 1024;

    private final GraphLedgers ledgers;
    private final Happenings happenings;
    private final MediaShelf media;
    private final Map<String, String> uploads = new ConcurrentHashMap<>();

    SendEdge(GraphLedgers ledgers, Happenings happenings, MediaShelf media) {
        this.ledgers = ledgers;
        this.happenings = happenings;
        this.media = media;
    }

    /** The account that sends: with a Page's token the recipient decides between Page and Instagram account. */
    GraphAccount sender(GraphWorld.Grant grant, GraphRequest call) {
        GraphAccount page = grant.page();
        GraphAccount instagram = grant.instagram();
        if (page == null || instagram == null) {
            return grant.me();
        }
        JsonObject recipient = call.object("recipient");
        String person = recipient.getString("id", "");
        String comment = recipient.getString("comment_id", "");
        synchronized (instagram) {
            return instagram.thread(person).isPresent() || instagram.comments().containsKey(comment) ? instagram : page;
        }
    }

    Answer perform(GraphWorld.Grant grant, GraphRequest call) {
        GraphAccount account = sender(grant, call);
        JsonObject recipient = call.object("recipient");
        if (call.parameters().containsKey("sender_action")) {
            return act(account, recipient.getString("id", ""), call);
        }
        JsonObject message = call.object("message");
        Sent sent;
        synchronized (account) {
            checkContent(account, message);
            String person = recipient.containsKey("comment_id")
                    ? authorToAnswer(account, recipient.getString("comment_id"))
                    : reachable(account, recipient.getString("id", ""), call);
            sent = keep(account, person, message);
        }
        ledgers.of(account.network()).record(sent);
        Uni<Void> echo = happenings.echo(account, sent.participant(), sent.externalId(), message);
        JsonObject answer =
                new JsonObject().put("recipient_id", sent.participant()).put("message_id", sent.externalId());
        return Answer.json(200, answer, GraphApi.usage(call.instagram())).echoing(echo);
    }

    Answer upload(GraphRequest call) {
        JsonObject attachment = call.object("message").getJsonObject("attachment", new JsonObject());
        String url = attachment.getJsonObject("payload", new JsonObject()).getString("url");
        GraphRequest.Upload file = call.file();
        if (file == null && url == null) {
            throw GraphRefusal.of(100, 2018047, "(#100) Upload attachment failure.");
        }
        if (file != null && file.size() > MOST_UPLOAD) {
            throw GraphRefusal.of(100, 2018109, "(#100) Attachment size exceeds allowable limit");
        }
        String id = Long.toString(9_000_000_000L + uploads.size());
        String kept =
                file == null || file.content() == null ? url : media.url(media.put(file.contentType(), file.content()));
        uploads.put(id, kept == null ? "" : kept);
        return GraphApi.ok(new JsonObject().put("attachment_id", id));
    }

    private Answer act(GraphAccount account, String person, GraphRequest call) {
        String action = call.required("sender_action");
        if (call.parameters().containsKey("message")) {
            throw GraphRefusal.badRequest("sender_action cannot be used with message");
        }
        JsonObject payload = call.object("payload");
        synchronized (account) {
            if (GraphApi.oneOf(action, "react", "unreact")) {
                account.thread(person)
                        .flatMap(thread -> thread.byMid(payload.getString("message_id", "")))
                        .orElseThrow(() -> GraphRefusal.of(100, 2018001, "(#100) No matching message found"))
                        .react(action.equals("react") ? payload.getString("reaction", "love") : null);
            }
        }
        ledgers.of(account.network())
                .recordAction(
                        action,
                        account.id(),
                        new JsonObject().put("participant", person).mergeIn(payload));
        return GraphApi.ok(new JsonObject().put("recipient_id", person));
    }

    private static void checkContent(GraphAccount account, JsonObject message) {
        String text = message.getString("text");
        boolean attached = message.containsKey("attachment");
        if ((text == null) == !attached) {
            throw GraphRefusal.of(100, 2534015, "(#100) Message must have either text or attachment");
        }
        if (text == null) {
            return;
        }
        boolean tooLong = account.network() == GraphNetwork.MESSENGER
                ? text.length() > MOST_CHARACTERS
                : text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
        if (tooLong) {
            throw GraphRefusal.badRequest("Length of param message[text] must be less than or equal to "
                    + (account.network() == GraphNetwork.MESSENGER ? MOST_CHARACTERS : MOST_BYTES));
        }
    }

    private static String reachable(GraphAccount account, String person, GraphRequest call) {
        Optional<GraphThread> known = account.thread(person);
        if (known.isEmpty() && account.isOpen()) {
            return account.threadWith(person).person();
        }
        GraphThread thread = known.orElseThrow(() -> GraphRefusal.of(100, 2018001, "(#100) No matching user found"));
        if (thread.isBlocked()) {
            throw GraphRefusal.of(551, 1545041, "(#551) This person isn't available right now.");
        }
        boolean tagged = call.text("tag").filter("HUMAN_AGENT"::equals).isPresent();
        long open = tagged ? 7 * DAY : DAY;
        if (!account.isOpen() && Moment.millis() - thread.lastUserAction() > open) {
            throw account.network() == GraphNetwork.MESSENGER
                    ? GraphRefusal.of(10, 2018278, "(#10) This message is sent outside of allowed window.")
                    : new GraphRefusal(403, 10, 2534022, "(#10) This message is sent outside of allowed window.");
        }
        return person;
    }

    private static String authorToAnswer(GraphAccount account, String commentId) {
        GraphComment comment = account.comments().get(commentId);
        boolean messenger = account.network() == GraphNetwork.MESSENGER;
        if (comment == null) {
            throw GraphRefusal.noSuchNode(commentId);
        }
        if (comment.isAnswered()) {
            throw messenger
                    ? GraphRefusal.of(10900, 0, "(#10900) Activity already replied to")
                    : GraphRefusal.of(100, 2534025, "(#100) The comment is invalid for a private reply");
        }
        if (Moment.millis() - comment.at() > 7 * DAY) {
            throw messenger
                    ? GraphRefusal.of(10, 2018278, "(#10) The comment is too old to be replied to.")
                    : GraphRefusal.of(100, 2534025, "(#100) The comment is invalid for a private reply");
        }
        comment.answer();
        return account.threadWith(comment.author().id()).person();
    }

    private Sent keep(GraphAccount account, String person, JsonObject message) {
        JsonObject content = message.copy();
        JsonObject attachment = message.getJsonObject("attachment");
        if (attachment != null) {
            JsonObject payload = attachment.getJsonObject("payload", new JsonObject());
            String uploaded = uploads.get(payload.getString("attachment_id", ""));
            if (payload.containsKey("attachment_id") && uploaded == null) {
                throw GraphRefusal.of(100, 2018074, "(#100) Invalid attachment ID");
            }
            JsonObject shown = uploaded == null ? payload : new JsonObject().put("url", uploaded);
            content.remove("attachment");
            content.put("attachments", new JsonArray().add(attachment.copy().put("payload", shown)));
        }
        long now = Moment.millis();
        GraphMessage kept = new GraphMessage(account.newMid(), true, now, content);
        account.threadWith(person).add(kept);
        JsonObject details = content.containsKey("attachments") || content.containsKey("quick_replies")
                ? new JsonObject().put("kind", kept.kind()).put("message", content)
                : null;
        return new Sent(kept.mid(), account.id(), person, kept.text(), message.getString("metadata"), now, details);
    }
}
