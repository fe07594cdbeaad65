package dev.parley.dispatch.command;

import dev.parley.batch.Gathering;
import dev.parley.batch.Halving;
import dev.parley.database.DatabaseFailure;
import dev.parley.dispatch.lane.LaneScan;
import dev.parley.dispatch.metrics.DispatchMeters;
import dev.parley.id.ProfileId;
import dev.parley.kafka.DeadLetters;
import dev.parley.kafka.Polled;
import dev.parley.profile.ProfileDirectory;
import dev.parley.topic.OutboundCommand;
import dev.parley.topic.Reading;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes commands from Kafka into the database.
 *
 * <pre>
 *   batch ──► readable? ──► profile known? ──► rows there, or made ──► wake the lanes ──► commit
 *                └── no ────────┴── no ──────────┴── refused ──► dead letters, with the reason
 * </pre>
 *
 * A batch is committed when every command of it stands in the database with its lane due: from then on the database
 * carries the intent and the lane scan finds it, so neither a rebalance nor a crash loses anything, and a command that
 * comes twice changes nothing. What is polled meanwhile makes the next batch, and no more is polled than makes one: that
 * is the back-pressure. While the database is away the batch is repeated; a command that it refuses is put aside alone.
 */
@ApplicationScoped
public class OutboundConsumer {
    private static final Logger LOG = Logger.getLogger(OutboundConsumer.class);

    private static final int MOST_AT_ONCE = 500;

    private final CommandRows rows;
    private final ProfileDirectory profiles;
    private final DeadLetters deadLetters;
    private final LaneScan lanes;
    private final DispatchMeters meters;
    private final Gathering<ConsumerRecord<String, byte[]>> gathering = new Gathering<>(MOST_AT_ONCE, this::persist);

    OutboundConsumer(
            CommandRows rows,
            ProfileDirectory profiles,
            DeadLetters deadLetters,
            LaneScan lanes,
            DispatchMeters meters) {
        this.rows = rows;
        this.profiles = profiles;
        this.deadLetters = deadLetters;
        this.lanes = lanes;
        this.meters = meters;
    }

    /** A command and where it came from. */
    record Received(ConsumerRecord<String, byte[]> source, OutboundCommand command) {}

    @Incoming("outbound")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> take(Message<List<byte[]>> batch) {
        Polled polled = Polled.of(batch);
        return gathering.add(polled.records(), polled::commit);
    }

    private Uni<Void> persist(List<ConsumerRecord<String, byte[]>> commands) {
        List<Received> readable = new ArrayList<>();
        List<Uni<Void>> refusals = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> source : commands) {
            switch (OutboundCommand.read(source.value())) {
                case Reading.Readable<OutboundCommand>(OutboundCommand command) ->
                    readable.add(new Received(source, command));
                case Reading.Malformed<OutboundCommand>(String reason) ->
                    refusals.add(deadLetters.putSurely(source, reason));
            }
        }
        return inTurn(refusals).chain(() -> persistReadable(readable));
    }

    private Uni<Void> persistReadable(List<Received> commands) {
        Halving<Received> halving = new Halving<>(this::store, this::putAside);
        return Uni.createFrom()
                .deferred(() -> halving.run(commands))
                .onFailure()
                .invoke(failure -> LOG.warnf("commands wait: %s", failure))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .indefinitely();
    }

    /** Fails as a whole, or not at all: what is refused in the end is refused when all others are stored. */
    private Uni<Void> store(List<Received> commands) {
        return rows.absent(commands)
                .flatMap(this::sortByProfile)
                .flatMap(sorted -> rows.insert(sorted.known)
                        .call(() -> refuse(sorted.foreign, "profile_id is unknown"))
                        .flatMap(homeless ->
                                refuse(homeless, "chat_id is unknown and the command does not say who it is with")))
                .invoke(() -> wake(commands));
    }

    private Uni<Void> putAside(Received command, Throwable failure) {
        LOG.errorf(
                failure, "command cannot be stored offset=%d/%d", command.source.partition(), command.source.offset());
        return deadLetters.putSurely(command.source, "cannot be stored: " + DatabaseFailure.nameOf(failure));
    }

    private record Sorted(List<Received> known, List<Received> foreign) {}

    private Uni<Sorted> sortByProfile(List<Received> absent) {
        Set<ProfileId> unknown = new HashSet<>();
        absent.forEach(received -> unknown.add(received.command.profile()));
        unknown.removeIf(profile -> profiles.byId(profile).isPresent());
        List<Uni<Void>> lookUps = unknown.stream()
                .map(profile -> profiles.fresh(profile).replaceWithVoid())
                .toList();
        return inTurn(lookUps).map(looked -> {
            Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>());
            for (Received received : absent) {
                (profiles.byId(received.command.profile()).isPresent() ? sorted.known : sorted.foreign).add(received);
            }
            return sorted;
        });
    }

    private Uni<Void> refuse(List<Received> refused, String reason) {
        return inTurn(refused.stream()
                .map(received -> deadLetters.putSurely(received.source, reason))
                .toList());
    }

    private void wake(List<Received> readable) {
        meters.commandsTaken(readable.size());
        readable.forEach(received -> lanes.wake(received.command.chat(), received.command.profile()));
    }

    private static Uni<Void> inTurn(List<Uni<Void>> steps) {
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(step -> step)
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
