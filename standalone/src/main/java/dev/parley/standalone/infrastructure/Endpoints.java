package dev.parley.standalone.infrastructure;

/**
 * Where the database and the broker are to be found.
 *
 * @param host of the database
 * @param port of the database
 * @param database the database's name
 * @param user who may do everything in that database
 * @param password the user's password
 * @param bootstrapServers the broker's {@code host:port}
 */
public record Endpoints(String host, int port, String database, String user, String password, String bootstrapServers) {
    /** For Vert.x and the reactive client. */
    public String reactiveUrl() {
        return "postgresql://%s:%d/%s".formatted(host, port, database);
    }

    /** For Flyway and other JDBC users. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    /** For psql: user and password included. */
    public String psqlUrl() {
        return "postgresql://%s:%s@%s:%d/%s".formatted(user, password, host, port, database);
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "Endpoints[" + reactiveUrl() + ", " + bootstrapServers + "]";
    }
}
