package dev.parley.testing;

import dev.parley.standalone.infrastructure.EmbeddedServers;
import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.Infrastructure;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.process.StartFailure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL, migrated, and a real Kafka broker with Parley's topics, for one module's {@code @QuarkusTest}s.
 *
 * <p>Use it as {@code @QuarkusTestResource(EmbeddedInfrastructure.class)} on one class of the module. Quarkus' own Dev
 * Services have to be off ({@code %test.quarkus.devservices.enabled=false}), because they would look for Docker.
 * {@code parley.test.jdbc-url} is there for tests that look into the database by plain JDBC.
 *
 * <p>{@code -Dparley.infra=containers} runs the same tests on containers.
 */
public final class EmbeddedInfrastructure implements QuarkusTestResourceLifecycleManager {
    private @Nullable Infrastructure servers;

    @Override
    public Map<String, String> start() {
        Infrastructure started = chosen(System.getProperty("parley.infra", "embedded"));
        servers = started;
        try {
            return settings(started.start());
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private static Infrastructure chosen(String kind) {
        return switch (kind) {
            case "embedded" -> new EmbeddedServers(Installation.find());
            case "containers" -> new ContainerServers();
            default -> throw new StartFailure("parley.infra is embedded or containers, not \"" + kind + "\".");
        };
    }

    private static Map<String, String> settings(Endpoints endpoints) {
        return Map.of(
                "quarkus.datasource.reactive.url", endpoints.reactiveUrl(),
                "parley.test.jdbc-url", endpoints.jdbcUrl(),
                "quarkus.datasource.username", endpoints.user(),
                "quarkus.datasource.password", endpoints.password(),
                "kafka.bootstrap.servers", endpoints.bootstrapServers());
    }

    @Override
    public void stop() {
        if (servers != null) {
            servers.close();
        }
    }
}
