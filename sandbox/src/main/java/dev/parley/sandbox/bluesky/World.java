package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.SandboxParticipant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everybody and every conversation. All methods are synchronised: the simulation is small, and its log order matters
 * more than its speed.
 */
@ApplicationScoped
class World {
    private static final String DEFS = "chat.bsky.convo.defs#";
    /** The position before the first entry of every log. */
    static final String BEGINNING = "2222222222222";

    private final Revs revs = new Revs();
    private final Map<String, Actor> actors = new LinkedHashMap<>();
    private final Map<String, Convo> convos = new LinkedHashMap<>();

    /** Meets an actor, remembering the names that are told. */
    synchronized Actor meet(SandboxParticipant person) {
        Actor actor = actors.computeIfAbsent(person.id(), did -> new Actor(did, handleFrom(did)));
        if (person.username() != null) {
            actor.handle = person.username();
        }
        if (person.name() != null) {
            actor.displayName = person.name();
        }
        return actor;
    }

    synchronized Optional<Actor> actor(String did) {
        return Optional.ofNullable(actors.get(did));
    }

    synchronized Optional<Actor> byHandle(String handle) {
        return actors.values().stream()
                .filter(actor -> actor.handle.equalsIgnoreCase(handle))
                .findFirst();
    }

    /** The direct conversation of two actors, made when it does not exist; then both logs say it began. */
    synchronized Convo between(Actor one, Actor other) {
        return convos.values().stream()
                .filter(convo -> !convo.group && convo.has(one.did) && convo.has(other.did))
                .findFirst()
                .orElseGet(() -> begin(List.of(one, other), false));
    }

    synchronized Convo begin(List<Actor> members, boolean group) {
        String rev = revs.next();
        Convo convo = new Convo("c" + rev, List.copyOf(members), group, rev);
        convos.put(convo.id, convo);
        members.forEach(member -> note(member, "logBeginConvo", convo, null));
        return convo;
    }

    synchronized Optional<Convo> convo(String id, String viewer) {
        return Optional.ofNullable(convos.get(id)).filter(convo -> convo.has(viewer));
    }

    /** Every member's log tells of it, the sender's own too. */
    synchronized BlueskyMessage write(Convo convo, Actor sender, String text, @Nullable JsonArray facets) {
        return write(convo, sender, text, facets, new JsonObject());
    }

    /** The same with whatever else its view shows. */
    synchronized BlueskyMessage write(
            Convo convo, Actor sender, String text, @Nullable JsonArray facets, JsonObject more) {
        String rev = revs.next();
        BlueskyMessage message = new BlueskyMessage(rev, rev, sender.did, text, facets, more);
        convo.messages.add(message);
        convo.rev = rev;
        convo.members.forEach(member -> note(member, "logCreateMessage", convo, message));
        return message;
    }

    /** A read shows twice, in the deprecated form and in the new one. */
    synchronized void read(Actor reader, Convo convo) {
        if (!convo.messages.isEmpty()) {
            BlueskyMessage last = convo.messages.getLast();
            convo.members.forEach(member -> {
                note(member, "logReadMessage", convo, last);
                note(member, "logReadConvo", convo, last);
            });
        }
    }

    /** Only the deleter's own log tells of it. */
    synchronized void delete(Actor deleter, Convo convo, BlueskyMessage message) {
        message.deletedFor.add(deleter.did);
        note(deleter, "logDeleteMessage", convo, message);
    }

    synchronized void mute(Actor actor, Convo convo, boolean muted) {
        boolean changed = muted ? convo.mutedBy.add(actor.did) : convo.mutedBy.remove(actor.did);
        if (changed) {
            note(actor, muted ? "logMuteConvo" : "logUnmuteConvo", convo, null);
        }
    }

    synchronized void accept(Actor actor, Convo convo) {
        if (convo.requestFor.remove(actor.did)) {
            note(actor, "logAcceptConvo", convo, null);
        }
    }

    /** The convo id no longer holds; the next look-up by members makes another. */
    synchronized void forget(Convo convo) {
        convos.remove(convo.id);
    }

    /** An entry of any type, as an act may want one. */
    synchronized void note(Actor actor, String type, @Nullable Convo convo, @Nullable BlueskyMessage message) {
        JsonObject entry = new JsonObject().put("$type", DEFS + type).put("rev", revs.next());
        if (convo != null) {
            entry.put("convoId", convo.id);
        }
        if (message != null) {
            entry.put("messageId", message.id);
        }
        actor.log.add(entry);
    }

    /** Entries after the cursor, hydrated with the messages as they are now. */
    synchronized JsonArray log(Actor actor, String cursor, int most) {
        JsonArray page = new JsonArray();
        for (JsonObject entry : actor.log) {
            if (page.size() < most && entry.getString("rev").compareTo(cursor) > 0) {
                page.add(hydrated(actor, entry));
            }
        }
        return page;
    }

    synchronized String now(Actor actor) {
        return actor.log.isEmpty() ? BEGINNING : actor.log.getLast().getString("rev");
    }

    synchronized List<Convo> convosOf(String did) {
        return new ArrayList<>(
                convos.values().stream().filter(convo -> convo.has(did)).toList());
    }

    synchronized void clear() {
        actors.clear();
        convos.clear();
    }

    Actor known(String did) {
        return actor(did).orElseThrow(() -> ControlRefusal.notFound("nobody is called " + did));
    }

    private JsonObject hydrated(Actor viewer, JsonObject entry) {
        JsonObject shown = entry.copy();
        Object messageId = shown.remove("messageId");
        Convo convo = convos.get(entry.getString("convoId"));
        if (messageId != null && convo != null) {
            convo.messages.stream()
                    .filter(message -> message.id.equals(messageId))
                    .findFirst()
                    .ifPresent(message -> shown.put("message", message.view(viewer.did)));
        }
        return shown;
    }

    private static String handleFrom(String did) {
        return did.substring(did.lastIndexOf(':') + 1) + ".test";
    }
}
