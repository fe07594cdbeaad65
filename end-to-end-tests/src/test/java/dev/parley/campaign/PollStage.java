package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.campaign.Programs.Running;
import dev.parley.campaign.Tripwire.Moment;
import dev.parley.campaign.Tripwire.Place;
import dev.parley.testing.PlainSql;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One account of Bluesky and a poller of which every statement and every request goes over wires that can be cut. It
 * is polled when it is made due, and not before.
 *
 * <pre>
 *   poller ──wire──► PostgreSQL
 *      └─────wire──► the account's PDS            a second poller, asleep, may take over
 * </pre>
 */
final class PollStage implements AutoCloseable {
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration TAKE_OVER = LEASE.plusSeconds(3);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    /** What the outbox is swept with: every two seconds, whatever else happens. */
    private static final String SWEEP = "with old as (";

    private static final String COMMIT = "COMMIT";
    /** It takes what was acknowledged since the last time, and so comes once or more often. */
    private static final String CLEAR_OUTBOX = "delete from outbox";

    private final DispatchStage stage;
    private final PlainSql database;
    private final Tripwire tripwire = new Tripwire();
    private final Wire toDatabase;
    private final Wire toServer;
    private final Diary diary;
    private Running poller;
    private @Nullable Running second;

    private PollStage(DispatchStage stage) {
        this.stage = stage;
        this.database = stage.database();
        this.toDatabase = Wire.to(stage.endpoints().port(), StatementReader::new, tripwire);
        this.toServer = Wire.to(URI.create(stage.sandbox()).getPort(), RequestReader::new, tripwire);
        // An account's server is where its login went.
        Running dispatcher = stage.start("dispatch-service", Map.of("PARLEY_BLUESKY_ENTRYWAY_URL", wiredServer()));
        Crowd crowd = Crowd.gather(stage, dispatcher, List.of(Network.BLUESKY), 1, 1);
        stage.stop(dispatcher);
        this.diary = new Diary(stage, crowd.seat(0).account(), "hello");
        this.poller = startWired();
    }

    static PollStage open() {
        return new PollStage(DispatchStage.open(1000));
    }

    private Running startWired() {
        return stage.start("bluesky-poller", settings(Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", wiredDatabase())));
    }

    private String wiredServer() {
        return "http://127.0.0.1:" + toServer.port() + "/bluesky";
    }

    private String wiredDatabase() {
        return stage.endpoints()
                .reactiveUrl()
                .replace(":" + stage.endpoints().port() + "/", ":" + toDatabase.port() + "/");
    }

    /** Only what is made due is polled. */
    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("PARLEY_BLUESKY_ENTRYWAY_URL", wiredServer());
        settings.put("PARLEY_POLLER_INTERVAL", "1h");
        settings.put("PARLEY_POLLER_BUSY_INTERVAL", "1h");
        settings.put("PARLEY_POLLER_LEASE", LEASE.toMillis() + "ms");
        return settings;
    }

    /** Every place that a poll comes to; what the poller does anyhow, polling or not, is none. */
    List<Place> rehearse() {
        awaitAllRead();
        play();
        tripwire.heard();
        within().until(() -> tripwire.timesHeard(SWEEP) == 2);
        Set<String> anyhow = new HashSet<>(tripwire.heard());
        List<Place> places = placesOfAPoll(anyhow);
        // What the poller does now and then falls into one of them at most.
        places.retainAll(placesOfAPoll(anyhow));
        places.removeIf(place -> place.step().startsWith(CLEAR_OUTBOX) && place.occurrence() > 0);
        return places;
    }

    private List<Place> placesOfAPoll(Set<String> anyhow) {
        tripwire.heard();
        play();
        List<String> poll = new ArrayList<>(tripwire.heard());
        poll.removeAll(anyhow);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < poll.size(); i++) {
            String step = poll.get(i);
            int before = Collections.frequency(poll.subList(0, i), step);
            places.add(new Place(Moment.ASKED, step, before));
            if (step.equals(COMMIT)) {
                places.add(new Place(Moment.ANSWERED, step, before));
            }
        }
        return places;
    }

    private void play() {
        diary.happens();
        makeDue();
        awaitAllRead();
    }

    /** Kills the poller with -9 there and starts it anew; false when it did not come there. */
    boolean kill(Place place) {
        Running victim = poller;
        tripwire.arm(place, () -> {
            victim.child().kill();
            victim.child().awaitEnd();
            return false;
        });
        diary.happens();
        makeDue();
        within().until(() -> tripwire.hasStruck() || isAllRead());
        boolean struck = tripwire.disarm();
        if (struck) {
            stage.kill(victim);
            ageOutbox();
            poller = startWired();
        }
        awaitAllRead();
        return struck;
    }

    /** As if time had passed: what was left untold is swept when it is ten seconds old. */
    private void ageOutbox() {
        database.run("update outbox set created_at = created_at - interval '10 seconds'");
    }

    /** How a poller fared that stood still longer than its lease. */
    enum Standstill {
        NEVER_CAME_THERE,
        OVERTAKEN,
        /** The other could not go on: the sleeper held the page's rows. */
        HELD_ON
    }

    /** The poller stands still there until another had time to take over; then it goes on as if nothing had been. */
    Standstill standStill(Place place) {
        Running sleeper = poller;
        Running other = sleepingSecond();
        CountDownLatch wakes = new CountDownLatch(1);
        tripwire.arm(place, () -> {
            sleeper.freeze();
            awaitQuietly(wakes);
            return true;
        });
        diary.happens();
        makeDue();
        within().until(() -> tripwire.hasStruck() || isAllRead());
        if (!tripwire.disarm()) {
            return Standstill.NEVER_CAME_THERE;
        }
        other.thaw();
        boolean overtaken = isAllReadWithin(TAKE_OVER);
        sleeper.thaw();
        wakes.countDown();
        awaitAllRead();
        other.freeze();
        return overtaken ? Standstill.OVERTAKEN : Standstill.HELD_ON;
    }

    private Running sleepingSecond() {
        Running known = second;
        if (known != null) {
            return known;
        }
        Running started = stage.start("bluesky-poller", settings(Map.of()));
        started.freeze();
        second = started;
        return started;
    }

    private static void awaitQuietly(CountDownLatch wakes) {
        try {
            wakes.await();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    private void makeDue() {
        database.run("update poll_cursors set due_at = now()");
    }

    private boolean isAllReadWithin(Duration time) {
        try {
            await().atMost(time).until(this::isAllRead);
            return true;
        } catch (ConditionTimeoutException notYet) {
            return false;
        }
    }

    private void awaitAllRead() {
        within().until(this::isAllRead);
    }

    private static ConditionFactory within() {
        return await().atMost(LIMIT).pollDelay(LOOK_EVERY).pollInterval(LOOK_EVERY);
    }

    /** And given back, and told to everybody. */
    private boolean isAllRead() {
        return database.number("select (select count(*) from poll_cursors where lease_token is null and due_at > now())"
                                + " - (select count(*) from outbox)")
                        == 1
                && database.number("select count(*) from messages") >= diary.messages();
    }

    /** Everything that happened is there once and in order, and so are the events about it. */
    void judge() {
        assertThat(byParticipant("select c.participant_external_id, m.direction || ':' || m.body"
                        + " from messages m join chats c on c.id = m.chat_id order by m.sort_at, m.id"))
                .isEqualTo(diary.expected());
        assertThat(byParticipant("select c.participant_external_id, case e.type when 'message.received' then 'inbound'"
                        + " when 'message.sent' then 'outbound' end || ':' || (e.envelope #>> '{data,object,body}')"
                        + " from events e join chats c on c.id = e.chat_id order by e.sequence"))
                .isEqualTo(diary.expected());
        assertThat(database.number("select count(*) from chat_lanes l where next_event - 1 <>"
                        + " (select count(*) from events e where e.chat_id = l.chat_id)"))
                .as("chats with a gap in their events")
                .isZero();
    }

    private Map<String, List<String>> byParticipant(String query) {
        Map<String, List<String>> found = new TreeMap<>();
        database.rows(query)
                .forEach(row -> found.computeIfAbsent(row.get(0), who -> new ArrayList<>())
                        .add(row.get(1)));
        return found;
    }

    /** Events of the database that the topic has not. */
    Set<String> untold() {
        Set<String> untold = new HashSet<>();
        database.rows("select envelope ->> 'id' from events").forEach(row -> untold.add(row.getFirst()));
        untold.removeAll(Telling.ids(stage.brokers()));
        return untold;
    }

    /** Pages that the poller, woken from a standstill, was not allowed to write. */
    long superseded() {
        return (long) poller.metric("parley_poll_superseded_total");
    }

    @Override
    public void close() {
        stage.close();
        toDatabase.close();
        toServer.close();
    }
}
