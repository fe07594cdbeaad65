package dev.parley.standalone.migration;

import dev.parley.standalone.infrastructure.TopicLayout;
import dev.parley.standalone.process.StartFailure;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The job's environment: the variables that the services are given, and how many copies of what topics there are. */
record MigrationSettings(Map<String, String> environment) {
    private static final String KAFKA = "KAFKA_";

    String jdbcUrl() {
        String url = required("QUARKUS_DATASOURCE_REACTIVE_URL");
        return "jdbc:" + url.replaceFirst("^vertx-reactive:", "");
    }

    String user() {
        return required("QUARKUS_DATASOURCE_USERNAME");
    }

    String password() {
        return required("QUARKUS_DATASOURCE_PASSWORD");
    }

    /** Every KAFKA_… variable that Kafka's client knows: KAFKA_SASL_JAAS_CONFIG is {@code sasl.jaas.config}. */
    Map<String, Object> kafka() {
        required("KAFKA_BOOTSTRAP_SERVERS");
        Map<String, Object> settings = new HashMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(KAFKA)) {
                String name = variable.substring(KAFKA.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                if (AdminClientConfig.configNames().contains(name)) {
                    settings.put(name, value);
                }
            }
        });
        return settings;
    }

    TopicLayout topics() {
        TopicLayout fallback = TopicLayout.SINGLE_BROKER;
        return new TopicLayout(
                number("PARLEY_TOPICS_PARTITIONS", fallback.partitions()),
                number("PARLEY_TOPICS_REPLICATION", fallback.replication()),
                number("PARLEY_TOPICS_MIN_INSYNC", fallback.minInSync()));
    }

    private int number(String variable, int fallback) {
        String value = environment.getOrDefault(variable, Integer.toString(fallback));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new StartFailure(variable + " must be a number, not \"" + value + "\".", e);
        }
    }

    private String required(String variable) {
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            throw new StartFailure(variable + " is not set; the job takes the variables of the services.");
        }
        return value;
    }

    /** Keeps passwords out of logs. */
    @Override
    public String toString() {
        return "MigrationSettings[…]";
    }
}
