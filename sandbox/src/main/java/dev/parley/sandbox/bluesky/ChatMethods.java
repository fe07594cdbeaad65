package dev.parley.sandbox.bluesky;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The chat service: conversations, messages, the log. Needs an app password that may read direct messages. */
@ApplicationScoped
class ChatMethods implements XrpcMethods {
    private static final int LOG_PAGE = 50;

    private final World world;
    private final Logins logins;
    private final Quirks quirks;
    private final BlueskyLedger ledger;
    private final PollTimes polls;

    ChatMethods(World world, Logins logins, Quirks quirks, BlueskyLedger ledger, PollTimes polls) {
        this.world = world;
        this.logins = logins;
        this.quirks = quirks;
        this.ledger = ledger;
        this.polls = polls;
    }

    @Override
    public List<XrpcMethod> methods() {
        return List.of(
                new XrpcMethod("chat.bsky.convo.getLog", false, "log", this::getLog),
                new XrpcMethod("chat.bsky.convo.getConvo", false, "lookup", this::getConvo),
                new XrpcMethod("chat.bsky.convo.getConvoForMembers", false, "lookup", this::getConvoForMembers),
                new XrpcMethod("chat.bsky.convo.listConvos", false, "lookup", this::listConvos),
                new XrpcMethod("chat.bsky.convo.getMessages", false, "messages", this::getMessages),
                new XrpcMethod("chat.bsky.convo.sendMessage", true, "send", this::sendMessage),
                new XrpcMethod("chat.bsky.convo.acceptConvo", true, "accept", this::acceptConvo),
                new XrpcMethod("chat.bsky.convo.updateRead", true, "read", this::updateRead),
                new XrpcMethod("chat.bsky.convo.muteConvo", true, "archive", call -> mute(call, true)),
                new XrpcMethod("chat.bsky.convo.unmuteConvo", true, "archive", call -> mute(call, false)),
                new XrpcMethod("chat.bsky.convo.deleteMessageForSelf", true, "delete", this::deleteForSelf));
    }

    private Actor caller(XrpcCall call) {
        Logins.Claims access = logins.check(call.token());
        if (!access.privileged()) {
            throw new XrpcRefusal(400, "InvalidToken", "Bad token method");
        }
        return world.known(access.did());
    }

    private Convo convo(Actor caller, String id) {
        return world.convo(id, caller.did).orElseThrow(() -> new XrpcRefusal(400, "InvalidConvo", "Convo not found"));
    }

    /** Without a cursor: from now on. The page's cursor is the rev of its last entry, unless a quirk is on. */
    private JsonObject getLog(XrpcCall call) {
        Actor caller = caller(call);
        polls.note(caller.did);
        String cursor = call.query().get("cursor");
        if (cursor == null) {
            return new JsonObject().put("cursor", world.now(caller)).put("logs", new JsonArray());
        }
        JsonArray logs = world.log(caller, cursor, LOG_PAGE);
        JsonObject page = new JsonObject();
        if (!quirks.dropsCursor()) {
            boolean stalls = logs.isEmpty() || quirks.stallsCursor();
            page.put(
                    "cursor",
                    stalls ? cursor : logs.getJsonObject(logs.size() - 1).getString("rev"));
        }
        return page.put("logs", logs);
    }

    private JsonObject getConvo(XrpcCall call) {
        Actor caller = caller(call);
        return new JsonObject()
                .put("convo", convo(caller, call.required("convoId")).view(caller.did));
    }

    private JsonObject getConvoForMembers(XrpcCall call) {
        Actor caller = caller(call);
        List<String> members = call.all("members");
        String other = members.stream()
                .filter(did -> !did.equals(caller.did))
                .findFirst()
                .orElseThrow(() -> XrpcRefusal.invalid("members must name somebody else"));
        if (!other.startsWith("did:")) {
            throw XrpcRefusal.invalid("Error: members/0 must be a valid did");
        }
        Actor participant = world.actor(other)
                .orElseThrow(() -> new XrpcRefusal(400, "RecipientNotFound", "recipient does not exist"));
        refuseUnwilling(participant);
        return new JsonObject().put("convo", world.between(caller, participant).view(caller.did));
    }

    private static void refuseUnwilling(Actor participant) {
        if (participant.blocked) {
            throw new XrpcRefusal(400, "BlockedActor", "block between recipient and sender");
        }
        if (!participant.acceptsMessages) {
            throw new XrpcRefusal(400, "MessagesDisabled", "recipient has disabled incoming messages");
        }
    }

    private JsonObject listConvos(XrpcCall call) {
        Actor caller = caller(call);
        JsonArray views = new JsonArray();
        world.convosOf(caller.did).stream().limit(call.limit(50)).forEach(convo -> views.add(convo.view(caller.did)));
        return new JsonObject().put("convos", views);
    }

    private JsonObject getMessages(XrpcCall call) {
        Actor caller = caller(call);
        Convo convo = convo(caller, call.required("convoId"));
        int newer = call.position();
        JsonArray newestFirst = new JsonArray();
        convo.messages.reversed().stream()
                .skip(newer)
                .limit(call.limit(50))
                .forEach(message -> newestFirst.add(message.view(caller.did)));
        JsonObject page = new JsonObject().put("messages", newestFirst);
        int shown = newer + newestFirst.size();
        return shown < convo.messages.size() ? page.put("cursor", Integer.toString(shown)) : page;
    }

    private JsonObject sendMessage(XrpcCall call) {
        Actor caller = caller(call);
        JsonObject input = call.input();
        JsonObject content = input.getJsonObject("message");
        Convo convo = convo(caller, input.getString("convoId", ""));
        MessageRules.check(content);
        if (convo.locked) {
            throw new XrpcRefusal(400, "ConvoLocked", "Convo is locked");
        }
        convo.members.stream().filter(member -> member != caller).forEach(ChatMethods::refuseUnwilling);
        world.accept(caller, convo);
        BlueskyMessage message = world.write(convo, caller, content.getString("text"), content.getJsonArray("facets"));
        ledger.sent(caller, convo, message);
        return message.answer();
    }

    private JsonObject acceptConvo(XrpcCall call) {
        Actor caller = caller(call);
        Convo convo = convo(caller, call.input().getString("convoId", ""));
        world.accept(caller, convo);
        return new JsonObject().put("rev", convo.rev);
    }

    private JsonObject updateRead(XrpcCall call) {
        Actor caller = caller(call);
        Convo convo = convo(caller, call.input().getString("convoId", ""));
        world.read(caller, convo);
        return new JsonObject().put("convo", convo.view(caller.did));
    }

    private JsonObject mute(XrpcCall call, boolean muted) {
        Actor caller = caller(call);
        Convo convo = convo(caller, call.input().getString("convoId", ""));
        world.mute(caller, convo, muted);
        ledger.archived(caller, convo, muted);
        return new JsonObject().put("convo", convo.view(caller.did));
    }

    private JsonObject deleteForSelf(XrpcCall call) {
        Actor caller = caller(call);
        JsonObject input = call.input();
        Convo convo = convo(caller, input.getString("convoId", ""));
        BlueskyMessage message = convo.messages.stream()
                .filter(candidate -> candidate.id.equals(input.getString("messageId")))
                .findFirst()
                .orElseThrow(() -> XrpcRefusal.invalid("Message not found"));
        world.delete(caller, convo, message);
        return message.view(caller.did);
    }
}
