package dev.parley.standalone.infrastructure;

import dev.parley.standalone.process.Probe;
import dev.parley.standalone.process.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL server over one data folder, run in the foreground as a child of ours.
 *
 * <pre>
 * prepare:  unpack the programs → initdb (first time) → forget a dead run's lock file
 * program:  postgres -D data …          ready when its own lock file says so
 * </pre>
 */
public final class PostgresServer {
    static final String NAME = "postgres";
    static final String DATABASE = "parley";
    static final String USER = "parley";
    /** INT is PostgreSQL's fast shutdown: it does not wait for clients to leave. */
    private static final Program.Stop FAST_SHUTDOWN = new Program.Stop("INT", Duration.ofSeconds(20));

    private final PostgresBinaries binaries;
    private final PostgresUser user = PostgresUser.chosen();
    private final PostgresLock lock;
    private final Path data;
    private final int port;
    private final String password;
    private final Durability durability;

    /**
     * @param data the data folder; made on the first start
     * @param password of the database user, kept over restarts by the caller
     */
    public PostgresServer(Installation installation, Path data, int port, String password, Durability durability) {
        this.binaries = PostgresBinaries.in(installation.postgres());
        this.data = data.toAbsolutePath();
        this.lock = new PostgresLock(this.data);
        this.port = port;
        this.password = password;
        this.durability = durability;
    }

    /** Whether the server is another user on this machine, who must get through the folders above its data. */
    public static boolean runsAsAnotherUser() {
        return PostgresUser.chosen() == PostgresUser.NOBODY;
    }

    /** What a power cut may cost. */
    public enum Durability {
        /** Nothing that was committed. */
        DURABLE(List.of("fsync=on", "synchronous_commit=on")),
        /** Everything: for tests that throw their data away, and may ask how often which statement was run. */
        NONE(List.of(
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
                "shared_preload_libraries=pg_stat_statements"));

        private final List<String> settings;

        Durability(List<String> settings) {
            this.settings = settings;
        }

        /** What the server is told, {@code name=value} each. */
        public List<String> settings() {
            return settings;
        }
    }

    /** Makes the data folder ready for a start. */
    public void prepare() {
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            new PostgresCluster(binaries, user, data).initialise(USER, password, durability == Durability.NONE);
        }
        lock.forgetDeadRun();
    }

    /** How to run it, again and again. */
    public Program program(Path log) {
        List<String> postgres = new ArrayList<>(List.of(binaries.program("postgres"), "-D", data.toString()));
        for (String setting : settings()) {
            postgres.add("-c");
            postgres.add(setting);
        }
        return new Program(
                NAME, port, user.run(FAST_SHUTDOWN.signal(), postgres), Map.of(), data, log, ready(), FAST_SHUTDOWN);
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(durability.settings);
        settings.addAll(List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=100",
                "shared_buffers=64MB",
                // What the services' statements plan by: a new database's first load must not wait a minute for it.
                "autovacuum_naptime=5s",
                "timezone=UTC",
                "log_timezone=UTC"));
        return settings;
    }

    private Probe ready() {
        return () -> lock.saysReady(port);
    }

    /** The address once it runs; the broker's is the caller's to know. */
    public Endpoints endpoints(String bootstrapServers) {
        return new Endpoints("127.0.0.1", port, DATABASE, USER, password, bootstrapServers);
    }
}
