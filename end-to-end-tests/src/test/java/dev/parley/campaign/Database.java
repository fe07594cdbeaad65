package dev.parley.campaign;

import dev.parley.standalone.infrastructure.Endpoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a campaign prepares in the database, and reads back from it afterwards. */
final class Database {
    private final Endpoints endpoints;

    Database(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    void run(String statement, Object... parameters) {
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

    long number(String query) {
        return Long.parseLong(text(query));
    }

    /** The first column of the first row; {@code ""} for null. */
    String text(String query) {
        return rows(query).getFirst().getFirst();
    }

    /** All rows as texts; {@code ""} for null. */
    List<List<String>> rows(String query) {
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
        return DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
    }
}
