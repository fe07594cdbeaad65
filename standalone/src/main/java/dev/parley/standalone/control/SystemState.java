package dev.parley.standalone.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a running system tells about itself: the content of {@code state.json} and of {@code status --json}.
 *
 * @param phase {@code starting}, {@code running} or {@code stopping}; {@code stopped} when nothing runs
 * @param startedAt when the launcher was started, ISO 8601
 * @param apiKey null until it is made
 * @param sandboxUrl null when every platform is the real one
 * @param postgresUrl as psql takes it, password included
 */
public record SystemState(
        String phase,
        long launcherPid,
        String startedAt,
        Control control,
        String apiUrl,
        @Nullable String apiKey,
        String operatorKey,
        String hooksUrl,
        @Nullable String sandboxUrl,
        String postgresUrl,
        String kafkaBootstrap,
        String home,
        List<ProcessState> processes) {
    /** Where the launcher takes orders, and the word that lets one in. */
    public record Control(String url, String token) {}

    /**
     * One child process.
     *
     * @param state {@code starting}, {@code ready}, {@code waiting} (for its next start) or {@code stopped}
     * @param managementPort where a Quarkus program serves health and metrics; null for others
     * @param restarts how often it was started again
     * @param startInstant tells this process from a later one with the same id; milliseconds since 1970
     * @param rss resident memory in bytes; only in {@code status --json}
     */
    public record ProcessState(
            String name,
            long pid,
            String state,
            int port,
            @Nullable Integer managementPort,
            int restarts,
            long startInstant,
            @Nullable Long rss) {}

    public SystemState with(String newPhase, @Nullable String newApiKey, List<ProcessState> newProcesses) {
        return new SystemState(
                newPhase,
                launcherPid,
                startedAt,
                control,
                apiUrl,
                newApiKey,
                operatorKey,
                hooksUrl,
                sandboxUrl,
                postgresUrl,
                kafkaBootstrap,
                home,
                newProcesses);
    }
}
