package dev.parley.schema;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready only on a schema that is at least the one this build was written against. */
@Readiness
@ApplicationScoped
public class SchemaCheck implements AsyncHealthCheck {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final String APPLIED = """
            select coalesce(max(version::int), 0) from flyway_schema_history where success and version ~ '^[0-9]+$'""";

    private final Pool pool;

    public SchemaCheck(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("schema").withData("required", SchemaVersion.REQUIRED);
        return pool.query(APPLIED)
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .map(applied -> answer.withData("applied", applied)
                        .status(applied >= SchemaVersion.REQUIRED)
                        .build())
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> answer.down().build());
    }
}
