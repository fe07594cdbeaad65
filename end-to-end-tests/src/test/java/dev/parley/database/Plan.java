package dev.parley.database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.standalone.infrastructure.Endpoints;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How the planner would run a statement whatever its parameters are, when reading a table end to end is dear. */
record Plan(JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws SQLException when it is no whole statement */
    static Plan of(String sql, Endpoints database) throws SQLException {
        // A statement with $1 in it can be explained only when it is sent as plain text.
        String url = database.jdbcUrl() + "?preferQueryMode=simple";
        try (Connection connection = DriverManager.getConnection(url, database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off");
            try (ResultSet plan = statement.executeQuery("explain (generic_plan, format json) " + sql)) {
                plan.next();
                return new Plan(JSON.readTree(plan.getString(1)).at("/0/Plan"));
            } catch (IOException e) {
                throw new SQLException(e);
            }
        }
    }

    /** Of these tables, those that it reads from end to end: without an index, or along the primary key without asking for one. */
    List<String> endToEnd(Set<String> tables) {
        List<String> found = new ArrayList<>();
        collect(root, tables, found);
        return found;
    }

    private static void collect(JsonNode node, Set<String> tables, List<String> found) {
        String table = node.path("Relation Name").asText().replaceFirst("_(\\d{8}|default)$", "");
        if (tables.contains(table) && readsAll(node)) {
            found.add(table);
        }
        node.path("Plans").forEach(child -> collect(child, tables, found));
    }

    private static boolean readsAll(JsonNode node) {
        boolean conditionless = node.path("Index Cond").isMissingNode();
        return switch (node.path("Node Type").asText()) {
            case "Seq Scan", "Sample Scan" -> true;
            case "Index Scan", "Index Only Scan" ->
                conditionless && node.path("Index Name").asText().endsWith("_pkey");
            default -> false;
        };
    }
}
