package dev.parley.standalone.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything needed to run one program, again and again: nothing in it changes between a start and a restart.
 *
 * @param name what people call it, for example {@code dispatch-service}; also the name of its log
 * @param port the loopback port it listens on, which must be free before it starts
 * @param command the program and its arguments
 * @param environment variables on top of our own
 * @param folder its working directory
 * @param log where its output is appended
 * @param probe tells when it is ready
 * @param stop how it is asked to end
 */
public record Program(
        String name,
        int port,
        List<String> command,
        Map<String, String> environment,
        Path folder,
        Path log,
        Probe probe,
        Stop stop) {
    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * How a program is asked to end.
     *
     * @param signal what ends it in good order, without {@code SIG}
     * @param patience how long that may take before it is killed
     */
    public record Stop(String signal, Duration patience) {
        /** What ends a JVM in good order: its shutdown hooks run. */
        public static final Stop TERMINATE = new Stop("TERM", Duration.ofSeconds(25));
    }
}
