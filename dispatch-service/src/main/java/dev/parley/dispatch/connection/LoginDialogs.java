package dev.parley.dispatch.connection;

import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Pages that customers were sent to, and who they were, until they come back. */
@Singleton
class LoginDialogs {
    private static final String OPEN = """
            insert into oauth_states (state, account_id, profile_group_id, platform, redirect_url, expires_at)
            values ($1, $2, $3, $4, $5, now() + $6 * interval '1 ms')""";

    /** Closing is taking the row away, so a dialog comes back once. */
    private static final String CLOSE = """
            delete from oauth_states where state = $1 and platform = $2 and expires_at > now()
            returning account_id, profile_group_id, redirect_url""";

    private static final String FORGET = "delete from oauth_states where expires_at < now()";

    private final Pool pool;
    private final LoginConfig config;

    LoginDialogs(Pool pool, LoginConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** Who was sent to the page, and where they want to go afterwards. */
    record Dialog(AccountId account, GroupId group, String redirectUrl) {}

    Uni<InternalAnswer> open(Connections.Attempt attempt, ConnectionFlow.Visit visit) {
        String redirect = attempt.request().path("redirect_url").asText("");
        if (redirect.isEmpty()) {
            return Uni.createFrom().item(InternalAnswer.refused(422, "Missing redirect_url"));
        }
        Tuple parameters = Tuple.tuple()
                .addString(visit.state())
                .addLong(attempt.account().value())
                .addLong(attempt.group().value())
                .addString(attempt.platform().name())
                .addString(redirect)
                .addLong(config.dialogFor().toMillis());
        return pool.preparedQuery(OPEN)
                .execute(parameters)
                .replaceWith(() ->
                        InternalAnswer.ok(Json.object().put("url", visit.url()).put("success", true)));
    }

    /** The dialog that this state belongs to; empty when it is none of ours, came back before, or took too long. */
    Uni<Optional<Dialog>> close(String platform, String state) {
        return pool.preparedQuery(CLOSE).execute(Tuple.of(state, platform)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new Dialog(
                        new AccountId(row.getLong("account_id")),
                        new GroupId(row.getLong("profile_group_id")),
                        row.getString("redirect_url")));
            }
            return Optional.empty();
        });
    }

    /** Dialogs that took too long. */
    Uni<Void> forgetExpired() {
        return pool.query(FORGET).execute().replaceWithVoid();
    }
}
