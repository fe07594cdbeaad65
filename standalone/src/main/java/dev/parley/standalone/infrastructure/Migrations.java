package dev.parley.standalone.infrastructure;

import dev.parley.standalone.process.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the database to the schema of this build, with the migrations that shared-model carries. */
public final class Migrations {
    private static final String DUPLICATE_DATABASE = "42P04";
    private static final String MAINTENANCE_DATABASE = "postgres";

    private Migrations() {}

    /** Makes the database if it is missing, and runs the migrations that it has not seen yet. */
    public static void bringUpToDate(Endpoints endpoints) {
        createDatabase(endpoints);
        run(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
    }

    /** Runs the migrations that an existing database has not seen yet; returns how many those were. */
    public static int run(String jdbcUrl, String user, String password) {
        try {
            return Flyway.configure()
                    .dataSource(jdbcUrl, user, password)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException e) {
            throw new StartFailure("The database could not be migrated: " + e.getMessage(), e);
        }
    }

    private static void createDatabase(Endpoints endpoints) {
        Endpoints maintenance = new Endpoints(
                endpoints.host(),
                endpoints.port(),
                MAINTENANCE_DATABASE,
                endpoints.user(),
                endpoints.password(),
                endpoints.bootstrapServers());
        // Not by DriverManager, which finds drivers for the class loader of the first start only.
        DataSource source = Flyway.configure()
                .dataSource(maintenance.jdbcUrl(), endpoints.user(), endpoints.password())
                .getDataSource();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + endpoints.database());
        } catch (SQLException e) {
            if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
                throw new StartFailure("The database could not be made: " + e.getMessage(), e);
            }
        }
    }
}
