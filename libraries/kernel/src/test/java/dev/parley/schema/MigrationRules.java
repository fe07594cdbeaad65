package dev.parley.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a migration must not do while the previous version's code still runs on the same database: take away, rename, or
 * demand what that code does not give. Tables that the migration itself makes are its own to shape.
 */
final class MigrationRules {
    private static final Pattern BODY = Pattern.compile("(\\$\\w*\\$).*?\\1", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern ARGUMENTS = Pattern.compile("\\(\\d+(?:, *\\d+)?\\)");
    private static final Pattern NEW_TABLE = Pattern.compile("^create table (?:if not exists )?(\\w+)");
    private static final Pattern TABLE = Pattern.compile(
            "^alter table (?:if exists )?(?:only )?(\\w+)|^create unique index .*? on (?:only )?(\\w+)");

    private static final Map<Pattern, String> FORBIDDEN = Map.of(
            Pattern.compile("^(drop|truncate) "), "takes away what the previous version may use",
            Pattern.compile("^alter table .*\\bdrop (?!not null)"), "takes away what the previous version may use",
            Pattern.compile("^alter \\w+ .*\\brename "), "renames what the previous version knows by its name",
            Pattern.compile("^alter table .*\\balter (?:column )?\\w+ (?:set data )?type "),
                    "changes a type under the previous version",
            Pattern.compile("^alter table .*\\bset not null"), "demands what the previous version may leave empty",
            Pattern.compile(
                            "^alter table .*\\badd (?:column )?(?:if not exists )?\\w+ (?![^,]*\\bdefault )[^,]*\\bnot null"),
                    "adds a column that the previous version cannot fill",
            Pattern.compile("^alter table .*\\badd (?:constraint \\w+ )?(?:check|unique|foreign key|exclude)"),
                    "refuses rows that the previous version may write",
            Pattern.compile("^create unique index "), "refuses rows that the previous version may write");

    private MigrationRules() {}

    /** One line for each statement that breaks a rule. */
    static List<String> broken(String sql) {
        List<String> statements = statements(sql);
        List<String> own = statements.stream()
                .map(NEW_TABLE::matcher)
                .filter(Matcher::find)
                .map(table -> table.group(1))
                .toList();
        List<String> broken = new ArrayList<>();
        for (String statement : statements) {
            if (!own.contains(table(statement))) {
                FORBIDDEN.forEach((pattern, why) -> {
                    if (pattern.matcher(statement).find()) {
                        broken.add(why + ": " + statement);
                    }
                });
            }
        }
        return broken;
    }

    private static String table(String statement) {
        Matcher table = TABLE.matcher(statement);
        if (!table.find()) {
            return "";
        }
        return table.group(1) != null ? table.group(1) : table.group(2);
    }

    /** Each on one line and in lower case, without comments, literals and the bodies of functions. */
    private static List<String> statements(String sql) {
        String bare = BODY.matcher(sql).replaceAll("''");
        bare = COMMENT.matcher(bare).replaceAll(" ");
        bare = LITERAL.matcher(bare).replaceAll("''");
        bare = ARGUMENTS.matcher(bare).replaceAll("");
        return java.util.Arrays.stream(bare.split(";"))
                .map(statement -> statement.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT))
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
