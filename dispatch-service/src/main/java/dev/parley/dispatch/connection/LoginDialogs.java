package dev.parley.dispatch.connection;

import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** Pages that customers were sent to, and who they were, until they come back. */
@Singleton
class LoginDialogs {
    private static final String OPEN = """
            insert into oauth_states (state, account_id, profile_group_id, platform, redirect_url, expires_at)
            values ($1, $2, $3, $4, $5, now() + interval '1 hour')""";

    private final Pool pool;

    LoginDialogs(Pool pool) {
        this.pool = pool;
    }

    Uni<InternalAnswer> open(Connections.Attempt attempt, ConnectionFlow.Visit visit) {
        String redirect = attempt.request().path("redirect_url").asText("");
        if (redirect.isEmpty()) {
            return Uni.createFrom().item(InternalAnswer.refused(422, "Missing redirect_url"));
        }
        Tuple parameters = Tuple.of(
                visit.state(),
                attempt.account().value(),
                attempt.group().value(),
                attempt.platform().name(),
                redirect);
        return pool.preparedQuery(OPEN)
                .execute(parameters)
                .replaceWith(() ->
                        InternalAnswer.ok(Json.object().put("url", visit.url()).put("success", true)));
    }
}
