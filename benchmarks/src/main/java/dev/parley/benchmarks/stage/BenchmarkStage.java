package dev.parley.benchmarks.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.benchmarks.report.Report;
import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.testing.LaunchedSystem;
import dev.parley.testing.PlainSql;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a benchmark plays on: a whole system in processes of its own, launched as a user launches it, and in this
 * process the load, the receivers and the bare work that everything is compared with.
 */
public final class BenchmarkStage implements AutoCloseable {
    /**
     * The launcher's flags with more heap and, as in the images, with the optimising compiler: what is of interest is a
     * server that has been up for a while. Eight programs on two cores need minutes for that, so every benchmark but the
     * hour's warms up before it measures.
     */
    private static final String SERVER_FLAGS = "-Xmx192m -Xmn64m -XX:TieredStopAtLevel=4 -XX:-AutoCreateSharedArchive";

    private final LaunchedSystem system;
    private final String flags;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final MemorySampler residents;
    private final List<AutoCloseable> opened = new ArrayList<>();

    private BenchmarkStage(LaunchedSystem system, String flags) {
        this.system = system;
        this.flags = flags;
        this.residents = new MemorySampler(system.state());
    }

    /**
     * Returns when the system is up, with a sandbox that has one connected account on each platform.
     *
     * @param home of the system; wiped first
     * @param settings system properties for every service
     */
    public static BenchmarkStage open(Path home, Map<String, String> settings, boolean profile) {
        String flags = SERVER_FLAGS + (profile ? recording(home) : "");
        StringBuilder all = new StringBuilder(flags);
        settings.forEach(
                (key, value) -> all.append(" -D").append(key).append('=').append(value));
        Map<String, String> environment = new HashMap<>();
        environment.put("PARLEY_JVM_OPTIONS", all.toString());
        say("starting a system in " + home);
        return new BenchmarkStage(LaunchedSystem.start(home, environment), flags);
    }

    /** Tells whoever waits how far it is. */
    public static void say(String line) {
        System.err.printf("%tT  %s%n", LocalTime.now(ZoneId.systemDefault()), line);
    }

    /** The JVM does not make the folder by itself. */
    private static String recording(Path home) {
        Path folder = home.resolveSibling("jfr");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return " -XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + folder + "/%p.jfr";
    }

    public Vertx vertx() {
        return vertx;
    }

    public SystemState state() {
        return system.state();
    }

    public PlainSql sql() {
        return PlainSql.at(system.state().postgresUrl());
    }

    public JsonHttp api() {
        SystemState state = system.state();
        return new JsonHttp(state.apiUrl(), state.apiKey());
    }

    public JsonHttp sandbox() {
        return new JsonHttp(String.valueOf(system.state().sandboxUrl()), null);
    }

    public String brokers() {
        return system.state().kafkaBootstrap();
    }

    /** A loopback port of one of the programs. */
    public int port(String program) {
        return system.process(program).port();
    }

    /** The counters that a service shows. */
    public Meters meters(String program) {
        return new Meters("http://127.0.0.1:" + system.process(program).managementPort() + "/q/metrics");
    }

    /** Connections to the database that the services use, for bare work. */
    public Pool pool(int connections) {
        PgConnectOptions to = PgConnectOptions.fromUri(system.state().postgresUrl())
                .setCachePreparedStatements(true)
                .setPipeliningLimit(1);
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(connections))
                .connectingTo(to)
                .using(vertx)
                .build();
        opened.add(() -> pool.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS));
        return pool;
    }

    /** A way onto the topics, acks=all. */
    public Feed feed() {
        Feed feed = new Feed(brokers());
        opened.add(feed);
        return feed;
    }

    /** A subscriber's server that takes {@code millis} to answer. */
    public Receiver receiver(int millis) {
        Receiver receiver = new Receiver(vertx, millis);
        opened.add(receiver);
        return receiver;
    }

    /** Closed with the stage. */
    public <T extends AutoCloseable> T keep(T resource) {
        opened.add(resource);
        return resource;
    }

    /** The only account there is. */
    public long account() {
        return sql().number("select id from accounts limit 1");
    }

    /** The connected account of a platform, as the API shows it. */
    public JsonNode profile(String platform) {
        for (JsonNode profile : api().get("/api/profiles").body().path("data")) {
            if (profile.path("platform").asText().equals(platform)) {
                return profile;
            }
        }
        throw new IllegalStateException("no profile on " + platform);
    }

    /** Bytes of memory that each program holds at this moment. */
    public Map<String, Long> resident() {
        return residents.now();
    }

    /** Notes how the system was run and how large it got. */
    public void describe(Report report) {
        report.note(
                "JVM flags of every service: -Xmx128m -Xmn24m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 (fan-out 4), overridden by "
                        + flags);
        report.note("most memory resident: " + residents.peaks());
    }

    @Override
    public void close() {
        residents.close();
        for (AutoCloseable resource : opened.reversed()) {
            closeQuietly(resource);
        }
        closeQuietly(
                () -> vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS));
        system.close();
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception late) {
            System.err.println("not closed: " + late);
        }
    }
}
