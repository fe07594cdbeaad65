package dev.parley.stories;

import static dev.parley.testing.Waiting.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.control.SystemState.ProcessState;
import dev.parley.standalone.demo.DemoAccount;
import dev.parley.standalone.demo.DemoNetwork;
import dev.parley.standalone.demo.ExampleBot;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.testing.PlainSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The system that stories are told about. One for the whole test run, started by the first story that needs it:
 * stories keep apart by writing as different participants.
 */
public final class Parley implements BeforeAllCallback, AfterAllCallback {
    /** The programs that are Parley's own. */
    public static final List<String> SERVICES =
            List.of("api-gateway", "dispatch-service", "ingest-service", "bluesky-poller", "webhook-fanout");

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What the sandbox's platforms let our accounts in with. */
    private static final List<String> SANDBOX_SECRETS = List.of(
            "PARLEY-demo-bot-token", "EAAsandbox-page-token", "IGAAsandbox-account-token", "sandbox-app-secret");

    private static final int NEW_DIGITS = 8;
    private static final Pattern METRIC = Pattern.compile("# TYPE (parley_[a-z_]+?)(_max|_total)? ([a-z]+)");

    private static final ExtensionContext.Namespace RUN = ExtensionContext.Namespace.create(Parley.class);

    private @Nullable RunningParley system;
    private boolean wantsAudience;
    private @Nullable Subscriber audience;

    /** With one subscriber for all stories of the class, there from the beginning. */
    public Parley withAudience() {
        wantsAudience = true;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        system = context.getRoot()
                .getStore(RUN)
                .computeIfAbsent("system", _ -> RunningParley.start(), RunningParley.class);
        if (wantsAudience) {
            audience = subscriber();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (audience != null) {
            audience.close();
            audience = null;
        }
    }

    /** Has heard everything since the first story of the class began; stories tell what is theirs by its ids. */
    public Subscriber audience() {
        return Objects.requireNonNull(audience, "register Parley with an audience");
    }

    /** The API as the owner of the demo profiles sees it. */
    public Api api() {
        return new Api(new ConformingHttp(
                new JsonHttp(state().apiUrl(), state().apiKey()), running().conformity()));
    }

    /** Somebody new on that platform, who can write to the demo account there. */
    public Participant participant(String platform, String name) {
        JsonHttp sandbox = sandbox();
        DemoAccount account = DemoNetwork.accounts(sandbox).stream()
                .filter(candidate -> candidate.platform().equals(platform))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the sandbox offers no account on " + platform));
        DemoAccount.Participant somebody = account.participant();
        return new Participant(new DemoNetwork(sandbox, account), somebodyLike(somebody, name));
    }

    /** Their id and their name on the platform are their own, and keep to the platform's form of both. */
    private static DemoAccount.Participant somebodyLike(DemoAccount.Participant known, String name) {
        String number = ThreadLocalRandom.current()
                .ints(NEW_DIGITS, 2, 8)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining());
        String id = known.id().substring(0, known.id().length() - NEW_DIGITS) + number;
        int dot = known.username().indexOf('.');
        String form = dot < 0 ? "" : known.username().substring(dot);
        return new DemoAccount.Participant(id, name, name.toLowerCase(Locale.ROOT) + number + form);
    }

    /**
     * A webhook receiver for every event from now on. Services learn of a new webhook a moment after it is made, so
     * somebody writes until the first event comes through.
     */
    public Subscriber subscriber() {
        Subscriber subscriber = new Subscriber(
                dev.parley.standalone.demo.Subscriber.register(new JsonHttp(state().apiUrl(), state().apiKey())),
                running().conformity());
        Participant herald = participant("telegram", "Herald");
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    herald.writes("hear ye");
                    return !subscriber.received("message.received").isEmpty();
                });
        return subscriber;
    }

    /** The next such call to the platform meets this fault of the sandbox's, once. */
    public void misbehaves(String platform, String operation, String kind) {
        boolean accepted = sandbox()
                .post("/control/faults", Map.of("platform", platform, "operation", operation, "kind", kind, "times", 1))
                .isSuccess();
        if (!accepted) {
            throw new AssertionError("the sandbox does not know the fault " + kind);
        }
    }

    /** How often the platform has performed this with the comment, as the sandbox counted. */
    public long performed(String platform, String action, String commentExternalId) {
        long times = 0;
        for (JsonNode performed :
                sandbox().get("/control/" + platform + "/actions").body().path("data")) {
            if (performed.path("action").asText().equals(action)
                    && performed.path("comment").asText().equals(commentExternalId)) {
                times++;
            }
        }
        return times;
    }

    /** What has passed between Parley and Bluesky so far, as the sandbox wrote it down. */
    public Path blueskyExchanges() {
        return RunningParley.blueskyExchanges();
    }

    /**
     * The program of {@code examples/comment-to-dm}, working for the owner of the demo profiles. Somebody comments until
     * the first of them gets an answer.
     */
    public ExampleBot exampleBot(String platform) {
        ExampleBot bot = ExampleBot.start(
                state().apiUrl(),
                Objects.requireNonNull(state().apiKey()),
                running().log("example-bot"));
        Participant herald = participant(platform, "Herald");
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    herald.comments("GUIDE");
                    return !herald.hasRead().isEmpty();
                });
        return bot;
    }

    /** The same owner's program, connecting accounts. */
    public Connecting connecting() {
        return new Connecting(new JsonHttp(state().apiUrl(), state().apiKey()));
    }

    /** What a customer gives to connect the account that the sandbox offers on that platform. */
    public JsonNode demoConnection(String platform) {
        return demoAccount(platform).path("connection");
    }

    /** Has a platform forget that it should deliver anything about the demo account. */
    public void losesItsSubscription(String platform) {
        sandbox()
                .post(
                        "/control/" + platform + "/acts/unsubscribe",
                        Map.of("account", demoAccount(platform).path("account").asText()));
    }

    /** The platforms begin anew, and know nothing of their earlier life. */
    public void startsPlatformsAnew() {
        try {
            Files.delete(Path.of(state().home(), "sandbox", "journal.jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        restart("sandbox");
    }

    private JsonNode demoAccount(String platform) {
        for (JsonNode account : sandbox().get("/control/demo-accounts").body().path("data")) {
            if (account.path("platform").asText().equals(platform)) {
                return account;
            }
        }
        throw new AssertionError("the sandbox offers no account on " + platform);
    }

    private JsonHttp sandbox() {
        return new JsonHttp(state().sandboxUrl(), null);
    }

    /** Kills a program with -9; the answer tells when it is back. */
    public Victim kill(String program) {
        RunningParley running = running();
        ProcessState before = running.kill(program);
        return () -> running.awaitBack(before);
    }

    /** Freezes a program: it lives, and does nothing. */
    public Victim freeze(String program) {
        RunningParley running = running();
        ProcessState before = running.freeze(program);
        return () -> running.awaitBack(before);
    }

    /** A program that was killed, or frozen. */
    @FunctionalInterface
    public interface Victim {
        void awaitBack();
    }

    /** Stops a program in good order and starts it again. */
    public void restart(String program) {
        running().restart(program);
    }

    /** Where the services send their traces. */
    public TraceReceiver traces() {
        return running().traces();
    }

    /** An event stands in the outbox as if the service that made it had died before it could publish it. */
    public void leavesInTheOutbox(String event) {
        PlainSql database = PlainSql.at(state().postgresUrl());
        await().atMost(PATIENCE)
                .until(() -> database.number("select count(*) from outbox o join events e on e.id = o.event_id"
                                + " where e.envelope ->> 'id' = '" + event + "'")
                        == 0);
        database.run(
                "insert into outbox (event_id, created_at, due_at)"
                        + " select id, now() - interval '1 minute', now() from events where envelope ->> 'id' = ?",
                event);
    }

    /** What a program has written into its log so far. */
    public String log(String program) {
        try {
            return Files.readString(Path.of(state().home(), "logs", program + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything of which knowing it lets somebody in. */
    public List<String> secrets() {
        return Stream.concat(SANDBOX_SECRETS.stream(), Stream.of(state().apiKey(), state().operatorKey()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The names of our own metrics that a service exposes. */
    public Set<String> metrics(String service) {
        URI page = management(service).resolve("/q/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            String shown = client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return shown.lines()
                    .map(METRIC::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(3).equals("counter") ? line.group(1) + "_total" : line.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where a program serves its health and metrics. */
    URI management(String program) {
        return URI.create("http://127.0.0.1:" + process(program).managementPort());
    }

    /** Where a program serves what it is for. */
    URI front(String program) {
        return URI.create("http://127.0.0.1:" + process(program).port());
    }

    private ProcessState process(String program) {
        return state().processes().stream()
                .filter(process -> process.name().equals(program))
                .findFirst()
                .orElseThrow();
    }

    SystemState state() {
        return running().state();
    }

    private RunningParley running() {
        if (system == null) {
            throw new IllegalStateException("register Parley as a static extension");
        }
        return system;
    }
}
