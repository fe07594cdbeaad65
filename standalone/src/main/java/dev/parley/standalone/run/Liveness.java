package dev.parley.standalone.run;

import dev.parley.standalone.process.Probe;
import dev.parley.standalone.process.Pulse;
import dev.parley.standalone.process.StartFailure;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;

/** How long a service may leave the question unanswered whether it lives: {@code PARLEY_RESTART_AFTER}, in seconds. */
final class Liveness {
    private static final String VARIABLE = "PARLEY_RESTART_AFTER";
    private static final String USUAL = "60";
    private static final Duration EVERY = Duration.ofSeconds(5);
    /** A machine that is busy leaves a question unanswered now and then. */
    private static final int LEAST = 3;

    private final Duration patience;

    Liveness(Map<String, String> environment) {
        String seconds = environment.getOrDefault(VARIABLE, USUAL);
        if (!seconds.matches("\\d{1,6}")) {
            throw new StartFailure(
                    "%s is a number of seconds, or 0 for never; not \"%s\".".formatted(VARIABLE, seconds));
        }
        this.patience = Duration.ofSeconds(Long.parseLong(seconds));
    }

    /** Whether anybody asks; a service that is being debugged stands still for as long as it takes. */
    boolean isWatched() {
        return !patience.isZero();
    }

    Pulse of(HttpClient client, URI address) {
        int most = Math.max(LEAST, (int) patience.dividedBy(EVERY));
        return Pulse.begin(Probe.answers(client, address, EVERY), EVERY, most);
    }
}
