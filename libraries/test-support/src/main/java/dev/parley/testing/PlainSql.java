package dev.parley.testing;

import dev.parley.standalone.infrastructure.Endpoints;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A look into Parley's database from outside, one connection a statement: for campaigns and benchmarks. */
public final class PlainSql {
    private final String jdbcUrl;
    private final String user;
    private final String password;

    private PlainSql(String jdbcUrl, String user, String password) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
    }

    public static PlainSql of(Endpoints endpoints) {
        return new PlainSql(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
    }

    /** @param psqlUrl with user and password, as a system's state shows it */
    public static PlainSql at(String psqlUrl) {
        URI uri = URI.create(psqlUrl);
        String[] login = uri.getUserInfo().split(":", 2);
        return new PlainSql(
                "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(), login[0], login[1]);
    }

    /** Runs a statement; without parameters several of them, when semicolons part them. */
    public void run(String statement, Object... parameters) {
        try (Connection connection = connection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            prepared.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public long number(String query) {
        return Long.parseLong(text(query));
    }

    /** The first column of the first row; {@code ""} for null. */
    public String text(String query) {
        return rows(query).getFirst().getFirst();
    }

    /** All rows as texts; {@code ""} for null. */
    public List<List<String>> rows(String query) {
        try (Connection connection = connection();
                PreparedStatement prepared = connection.prepareStatement(query);
                ResultSet result = prepared.executeQuery()) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<String> row(ResultSet result) throws SQLException {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            String value = result.getString(i);
            row.add(value == null ? "" : value);
        }
        return row;
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }
}
