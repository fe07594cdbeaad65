package dev.parley.standalone.run;

import dev.parley.standalone.control.SystemState;
import java.io.PrintStream;
import java.util.Map;

/** What a person needs to use a running system: for terminals alone, since it holds the API key and a password. */
final class Summary {
    /** Set for a launcher whose output is {@code launcher.log}. */
    static final String DETACHED = "PARLEY_DETACHED";

    private Summary() {}

    /** A log gets the headline alone; the command that started the launcher prints the rest. */
    static void announceInLog(String headline, PrintStream out, Map<String, String> environment) {
        if (environment.containsKey(DETACHED)) {
            out.println();
            out.println(headline);
        }
    }

    static void announceOnTerminal(
            SystemState state, String headline, PrintStream out, Map<String, String> environment) {
        if (!environment.containsKey(DETACHED)) {
            print(state, headline, out);
        }
    }

    static void print(SystemState state, String headline, PrintStream out) {
        out.println();
        out.println(headline);
        printAccess(state, out);
    }

    static void printAccess(SystemState state, PrintStream out) {
        out.println();
        row(out, "API", state.apiUrl());
        row(out, "API key", state.apiKey() == null ? "none yet" : state.apiKey());
        if (state.sandboxUrl() != null) {
            row(out, "Sandbox", state.sandboxUrl());
        }
        row(out, "PostgreSQL", state.postgresUrl());
        row(out, "Kafka", state.kafkaBootstrap());
        out.println();
        if (state.apiKey() != null) {
            out.println("  Try:  curl -H 'Authorization: Bearer " + state.apiKey() + "' " + state.apiUrl()
                    + "/api/profiles");
        }
        out.println("        ./parley demo      one conversation per platform");
        out.println("        ./parley status    what runs");
        out.println("        ./parley down      stop everything (Ctrl-C does so too, where it runs in the foreground)");
        out.println();
    }

    private static void row(PrintStream out, String name, String value) {
        out.printf("  %-11s %s%n", name, value);
    }
}
