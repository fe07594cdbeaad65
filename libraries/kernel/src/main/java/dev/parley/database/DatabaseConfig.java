package dev.parley.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a service waits for the database; every wait ends. */
@ConfigMapping(prefix = "parley.database")
public interface DatabaseConfig {
    /** How long making a connection may take, login included. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** How long a statement may run before the database cancels it. */
    @WithDefault("30s")
    Duration statementTimeout();

    /** How long a statement waits for a lock before the database cancels it. */
    @WithDefault("10s")
    Duration lockTimeout();

    /** How long a transaction may idle before the database ends it and releases its locks, as when its process is frozen. */
    @WithDefault("15s")
    Duration idleTransactionTimeout();

    /** How long a connection in use may be silent before it is closed; longer than the statement timeout. */
    @WithDefault("40s")
    Duration silence();
}
