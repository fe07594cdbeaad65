package dev.parley.sandbox.graph;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.Moment;
import dev.parley.sandbox.SandboxParticipant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What a person does in a conversation, and what somebody does in the account's own app. */
@ApplicationScoped
class PersonActs {
    private static final long HOUR = 60L * 60 * 1000;

    private final GraphWorld world;
    private final Happenings happenings;
    private final MediaShelf media;

    PersonActs(GraphWorld world, Happenings happenings, MediaShelf media) {
        this.world = world;
        this.happenings = happenings;
        this.media = media;
    }

    Map<String, Function<JsonObject, JsonObject>> acts(GraphNetwork network) {
        Map<String, Function<JsonObject, JsonObject>> acts = new HashMap<>();
        acts.put("send", body -> send(network, new GraphAct(body)));
        acts.put("react", body -> react(network, new GraphAct(body)));
        acts.put("unsend", body -> unsend(network, new GraphAct(body)));
        acts.put("edit", body -> edit(network, new GraphAct(body)));
        acts.put("read", body -> read(network, new GraphAct(body)));
        acts.put("quick-reply", body -> quickReply(network, new GraphAct(body)));
        acts.put("tap", body -> tap(network, new GraphAct(body)));
        acts.put("referral", body -> referral(network, new GraphAct(body)));
        acts.put("human-reply", body -> humanReply(network, new GraphAct(body)));
        acts.put("age", body -> age(network, new GraphAct(body)));
        acts.put("block", body -> block(network, new GraphAct(body), true));
        acts.put("unblock", body -> block(network, new GraphAct(body), false));
        if (network == GraphNetwork.MESSENGER) {
            acts.put("receive", body -> receive(new GraphAct(body)));
        } else {
            acts.put("story-mention", body -> story(new GraphAct(body), "story_mention"));
            acts.put("story-reply", body -> story(new GraphAct(body), "story_reply"));
        }
        return acts;
    }

    /** The person writes; on Instagram the edit that changes nothing comes along, as it does. */
    String write(GraphAccount account, SandboxParticipant participant, JsonObject content) {
        String mid;
        synchronized (account) {
            String person = account.meet(participant).id();
            GraphThread thread = account.threadWith(person);
            if (thread.isBlocked()) {
                throw ControlRefusal.conflict("this person has blocked the account");
            }
            mid = account.newMid();
            long now = Moment.millis();
            thread.add(new GraphMessage(mid, false, now, content.copy()));
            thread.act(now);
        }
        happenings.told(
                account, "messages", participant.id(), "message", content.copy().put("mid", mid));
        if (account.network() == GraphNetwork.INSTAGRAM) {
            happenings.told(
                    account,
                    account.network().editField(),
                    participant.id(),
                    "message_edit",
                    new JsonObject().put("mid", mid).put("num_edit", 0));
        }
        return mid;
    }

    /** Any members of {@code message}; an attachment without an address gets a picture's. */
    private JsonObject send(GraphNetwork network, GraphAct body) {
        JsonObject content = body.object("message").copy();
        JsonArray attachments = content.getJsonArray("attachments", new JsonArray());
        for (int i = 0; i < attachments.size(); i++) {
            JsonObject attachment = attachments.getJsonObject(i);
            if (!attachment.containsKey("payload")) {
                attachment.put("payload", new JsonObject().put("url", media.url(media.picture())));
            }
        }
        return external(write(body.account(world, network), body.participant(), content));
    }

    private JsonObject react(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        boolean remove = body.json().getBoolean("remove", false);
        String emoji = body.text("emoji").orElse("\u2764");
        GraphMessage message = message(account, body);
        JsonObject what = new JsonObject().put("mid", message.mid()).put("action", remove ? "unreact" : "react");
        if (!remove) {
            what.put("reaction", body.text("reaction").orElse("other")).put("emoji", emoji);
        }
        opens(account, body);
        happenings.told(account, "message_reactions", body.participant().id(), "reaction", what);
        return external(message.mid());
    }

    private JsonObject unsend(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        GraphMessage message = message(account, body);
        synchronized (account) {
            message.delete();
        }
        JsonObject what = new JsonObject().put("mid", message.mid()).put("is_deleted", true);
        happenings.told(account, "messages", body.participant().id(), "message", what);
        return external(message.mid());
    }

    private JsonObject edit(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        GraphMessage message = message(account, body);
        String text = body.required("text");
        int number;
        synchronized (account) {
            number = message.edit(text);
        }
        JsonObject what =
                new JsonObject().put("mid", message.mid()).put("text", text).put("num_edit", number);
        happenings.told(account, network.editField(), body.participant().id(), "message_edit", what);
        return external(message.mid());
    }

    /** The person has read everything; Messenger says until when, Instagram up to which message. */
    private JsonObject read(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        JsonObject what = network == GraphNetwork.MESSENGER
                ? new JsonObject().put("watermark", Moment.millis())
                : new JsonObject().put("mid", message(account, body).mid());
        happenings.told(account, network.readField(), body.participant().id(), "read", what);
        return what;
    }

    /** The person's device has everything. */
    private JsonObject receive(GraphAct body) {
        GraphAccount account = body.account(world, GraphNetwork.MESSENGER);
        JsonObject what = new JsonObject()
                .put("mids", new JsonArray().add(message(account, body).mid()))
                .put("watermark", Moment.millis());
        happenings.told(account, "message_deliveries", body.participant().id(), "delivery", what);
        return what;
    }

    private JsonObject quickReply(GraphNetwork network, GraphAct body) {
        JsonObject content = new JsonObject()
                .put("text", body.required("title"))
                .put("quick_reply", new JsonObject().put("payload", body.required("payload")));
        return external(write(body.account(world, network), body.participant(), content));
    }

    /** A button, or with {@code question} an ice breaker, whose payload is what Instagram kept of it. */
    private JsonObject tap(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        String title = body.text("question").or(() -> body.text("title")).orElse("");
        String payload = body.text("question")
                .map(question -> iceBreaker(account, question))
                .orElseGet(() -> body.required("payload"));
        String mid;
        synchronized (account) {
            account.meet(body.participant());
            mid = account.newMid();
        }
        opens(account, body);
        JsonObject what = new JsonObject().put("mid", mid).put("title", title).put("payload", payload);
        body.text("ref").ifPresent(ref -> what.put("referral", entry(network, ref)));
        happenings.told(account, "messaging_postbacks", body.participant().id(), "postback", what);
        return external(mid);
    }

    /** Through an m.me or ig.me link; Instagram tells only accounts with ice breakers. */
    private JsonObject referral(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        boolean told;
        synchronized (account) {
            account.meet(body.participant());
            told = network == GraphNetwork.MESSENGER || account.iceBreakers() != null;
        }
        if (told) {
            opens(account, body);
            happenings.told(
                    account,
                    network.referralField(),
                    body.participant().id(),
                    "referral",
                    entry(network, body.required("ref")));
        }
        return new JsonObject().put("delivered", told);
    }

    private JsonObject humanReply(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        JsonObject content = new JsonObject().put("text", body.required("text"));
        String mid;
        synchronized (account) {
            mid = account.newMid();
            account.threadWith(body.participant().id()).add(new GraphMessage(mid, true, Moment.millis(), content));
        }
        happenings.echo(account, body.participant().id(), mid, content);
        return external(mid);
    }

    private JsonObject story(GraphAct body, String kind) {
        String url = media.url(media.picture());
        JsonObject content = kind.equals("story_mention")
                ? new JsonObject()
                        .put(
                                "attachments",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("type", kind)
                                                .put("payload", new JsonObject().put("url", url))))
                : new JsonObject()
                        .put("text", body.required("text"))
                        .put(
                                "reply_to",
                                new JsonObject()
                                        .put(
                                                "story",
                                                new JsonObject()
                                                        .put("id", "18094414321535710")
                                                        .put("url", url)));
        return external(write(body.account(world, GraphNetwork.INSTAGRAM), body.participant(), content));
    }

    private JsonObject age(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        synchronized (account) {
            account.threadWith(body.participant().id()).age(body.number("hours", 25) * HOUR);
        }
        return new JsonObject().put("aged", true);
    }

    private JsonObject block(GraphNetwork network, GraphAct body, boolean now) {
        GraphAccount account = body.account(world, network);
        synchronized (account) {
            account.threadWith(body.participant().id()).block(now);
        }
        return new JsonObject().put("blocked", now);
    }

    private static void opens(GraphAccount account, GraphAct body) {
        synchronized (account) {
            account.threadWith(body.participant().id()).act(Moment.millis());
        }
    }

    private static JsonObject entry(GraphNetwork network, String ref) {
        return new JsonObject()
                .put("ref", ref)
                .put("source", network == GraphNetwork.MESSENGER ? "SHORTLINK" : "IGME")
                .put("type", "OPEN_THREAD");
    }

    private static String iceBreaker(GraphAccount account, String question) {
        JsonArray locales;
        synchronized (account) {
            locales = account.iceBreakers();
        }
        JsonArray actions =
                locales == null ? new JsonArray() : locales.getJsonObject(0).getJsonArray("call_to_actions");
        return actions.stream()
                .map(JsonObject.class::cast)
                .filter(action -> question.equals(action.getString("question")))
                .map(action -> action.getString("payload"))
                .findFirst()
                .orElseThrow(() -> ControlRefusal.conflict("the account has no such ice breaker"));
    }

    /** The named message, or the last one of the conversation. */
    private static GraphMessage message(GraphAccount account, GraphAct body) {
        synchronized (account) {
            GraphThread thread = account.threadWith(body.participant().id());
            return body.text("external_id")
                    .map(thread::byMid)
                    .orElseGet(() -> thread.messages().reversed().stream().findFirst())
                    .orElseThrow(() -> ControlRefusal.notFound("there is no such message"));
        }
    }

    private static JsonObject external(String mid) {
        return new JsonObject().put("external_id", mid);
    }
}
