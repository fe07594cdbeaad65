package dev.parley.standalone.infrastructure;

/**
 * The database and the broker under Parley, migrated and with its topics, ready for services to connect.
 *
 * <p>One variant per way of running them; whoever uses it sees only the addresses.
 */
public interface Infrastructure extends AutoCloseable {
    /** Starts both and returns when a service may connect. Called once. */
    Endpoints start();

    /** Stops both, the broker first. Does nothing when they were never started. */
    @Override
    void close();
}
