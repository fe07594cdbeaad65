package dev.parley.sandbox.graph;

import dev.parley.sandbox.Numbers;
import dev.parley.sandbox.SandboxParticipant;
import io.vertx.core.json.JsonArray;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Page, or an Instagram professional account. Everything about it is guarded by the account itself.
 *
 * <p>An open account, which tests make for load, may write to people who never wrote.
 */
final class GraphAccount {
    private final GraphNetwork network;
    private final String id;
    private final String name;
    private final String username;
    private final boolean open;
    private final Numbers numbers;
    private final Map<String, GraphThread> threads = new LinkedHashMap<>();
    private final Map<String, SandboxParticipant> people = new LinkedHashMap<>();
    private final Map<String, GraphComment> comments = new LinkedHashMap<>();
    private final Set<String> fields = new LinkedHashSet<>();
    private final Outbox outbox = new Outbox();
    private @Nullable JsonArray iceBreakers;

    GraphAccount(GraphNetwork network, String id, String name, String username, boolean open, Numbers numbers) {
        this.network = network;
        this.id = id;
        this.name = name;
        this.username = username;
        this.open = open;
        this.numbers = numbers;
    }

    GraphNetwork network() {
        return network;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    String username() {
        return username;
    }

    boolean isOpen() {
        return open;
    }

    /** The webhook fields it is subscribed to. */
    Set<String> fields() {
        return fields;
    }

    Outbox outbox() {
        return outbox;
    }

    Map<String, GraphComment> comments() {
        return comments;
    }

    /** Whether a post is known here: posts are there as soon as somebody comments. */
    boolean hasPost(String post) {
        return comments.values().stream().anyMatch(comment -> comment.post().equals(post));
    }

    Optional<GraphThread> thread(String person) {
        return Optional.ofNullable(threads.get(person));
    }

    GraphThread threadWith(String person) {
        return threads.computeIfAbsent(person, GraphThread::new);
    }

    /** Learns what is new about a person. */
    SandboxParticipant meet(SandboxParticipant person) {
        return people.merge(
                person.id(),
                person,
                (known, told) -> new SandboxParticipant(
                        known.id(),
                        told.name() == null ? known.name() : told.name(),
                        told.username() == null ? known.username() : told.username()));
    }

    Optional<SandboxParticipant> person(String person) {
        return Optional.ofNullable(people.get(person));
    }

    @Nullable
    JsonArray iceBreakers() {
        return iceBreakers;
    }

    void setIceBreakers(@Nullable JsonArray given) {
        iceBreakers = given;
    }

    /** A new id of a message. */
    String newMid() {
        return network.midPrefix() + id + "_" + Long.toString(numbers.next(), 36);
    }

    /** A new number of something to deliver. */
    long newItem() {
        return numbers.next();
    }

    /** A new id of a comment or post, made of digits. */
    String newNumber() {
        return Long.toString(numbers.next());
    }
}
