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
    /** As the services ask for plans. */
    private static final List<String> SETTINGS = List.of(
            "enable_seqscan = off",
            "enable_bitmapscan = off",
            "enable_hashjoin = off",
            "enable_mergejoin = off",
            "enable_material = off");

    /** @throws SQLException when it is no whole statement */
    static Plan of(String sql, Endpoints database) throws SQLException {
        // A statement with $1 in it can be explained only when it is sent as plain text.
        String url = database.jdbcUrl() + "?preferQueryMode=simple";
        try (Connection connection = DriverManager.getConnection(url, database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute("set " + setting);
            }
            try (ResultSet plan = statement.executeQuery("explain (generic_plan, format json) " + sql)) {
                plan.next();
                return new Plan(JSON.readTree(plan.getString(1)).at("/0/Plan"));
            } catch (IOException e) {
                throw new SQLException(e);
            }
        }
    }

    /** Of these tables, those that it reads from end to end: without an index, or along one without asking it for anything. */
    List<String> endToEnd(Set<String> tables) {
        List<String> found = new ArrayList<>();
        collect(root, false, tables, found);
        return found;
    }

    /** @param limited the first rows are enough, in an index's own order */
    private static void collect(JsonNode node, boolean limited, Set<String> tables, List<String> found) {
        String table = node.path("Relation Name").asText().replaceFirst("_(\\d{8}|default)$", "");
        if (tables.contains(table) && !limited && readsAll(node)) {
            found.add(table);
        }
        boolean limits = node.path("Node Type").asText().equals("Limit");
        node.path("Plans").forEach(child -> collect(child, limits, tables, found));
    }

    private static boolean readsAll(JsonNode node) {
        return switch (node.path("Node Type").asText()) {
            case "Seq Scan", "Sample Scan" -> true;
            case "Index Scan", "Index Only Scan" -> node.path("Index Cond").isMissingNode();
            default -> false;
        };
    }
}
