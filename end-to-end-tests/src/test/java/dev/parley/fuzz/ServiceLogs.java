package dev.parley.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.control.ControlJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks through what the services have written for faults of their own: incidents, errors, stack traces. */
final class ServiceLogs {
    private static final List<String> SERVICES =
            List.of("api-gateway", "dispatch-service", "ingest-service", "bluesky-poller", "webhook-fanout");

    /** Warns of a thread that computed for long, which happens wherever much runs at once. */
    private static final String SLOW_MACHINE = "io.vertx.core.impl.BlockedThreadChecker";

    private final Path folder;

    ServiceLogs(String home) {
        this.folder = Path.of(home, "logs");
    }

    void into(Findings findings) {
        for (String service : SERVICES) {
            try {
                String all = Files.readString(folder.resolve(service + ".log"), StandardCharsets.UTF_8);
                all.lines().forEach(line -> look(service, line, findings));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void look(String service, String line, Findings findings) {
        JsonNode record = parsed(line);
        String message = record.path("message").asText();
        boolean fault = List.of("ERROR", "FATAL").contains(record.path("level").asText())
                || message.contains("incident=")
                || record.has("exception")
                || record.has("stackTrace");
        String logger = record.path("loggerName").asText();
        if (fault && !logger.equals(SLOW_MACHINE)) {
            JsonNode exception = record.path("exception");
            String cause = exception.path("exceptionType").asText() + " "
                    + exception.path("message").asText();
            findings.add(new Flaw(Flaw.Kind.LOG, cause + " by " + logger), service, line);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return line.startsWith("{") ? ControlJson.MAPPER.readTree(line) : ControlJson.MAPPER.createObjectNode();
        } catch (JsonProcessingException torn) {
            return ControlJson.MAPPER.createObjectNode();
        }
    }
}
