package dev.parley.standalone.run;

import dev.parley.standalone.control.SystemState;
import java.io.PrintStream;

/** What a person needs to use a running system. */
final class Summary {
    private Summary() {}

    static void print(SystemState state, String headline, PrintStream out) {
        out.println();
        out.println(headline);
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
