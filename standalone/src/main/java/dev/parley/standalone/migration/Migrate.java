package dev.parley.standalone.migration;

import dev.parley.standalone.infrastructure.Migrations;
import dev.parley.standalone.infrastructure.TopicCreation;
import dev.parley.standalone.process.StartFailure;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Brings a database and a broker to what this version's services expect, and ends. Its arguments name the steps,
 * {@code database} and {@code topics}; its environment is that of the services. Safe to repeat, and to run beside
 * services of the previous version: migrations expand before they contract.
 */
public final class Migrate {
    private static final int FAILED = 1;

    private Migrate() {}

    public static void main(String[] steps) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(run(List.of(steps), System.getenv(), System.out, System.err));
    }

    /** Returns what the process ends with. */
    static int run(List<String> steps, Map<String, String> environment, PrintStream out, PrintStream errors) {
        try {
            MigrationSettings settings = new MigrationSettings(environment);
            for (String step : steps) {
                out.println(step + ": " + carryOut(step, settings));
            }
            return 0;
        } catch (StartFailure e) {
            errors.println("migration: " + e.getMessage());
            return FAILED;
        }
    }

    private static String carryOut(String step, MigrationSettings settings) {
        switch (step) {
            case "database" -> {
                int migrations = Migrations.run(settings.jdbcUrl(), settings.user(), settings.password());
                return migrations == 0 ? "up to date" : migrations + " migrations run";
            }
            case "topics" -> {
                TopicCreation.createMissing(settings.kafka(), settings.topics());
                return "all there";
            }
            default -> throw new StartFailure("there is no step \"" + step + "\", only database and topics.");
        }
    }
}
