package dev.parley.dispatch.connection;

import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Pages that customers were sent to, and who they were, until they come back. */
@Singleton
class LoginDialogs {
    private static final String OPEN = """
            insert into oauth_states (state, account_id, profile_group_id, platform, redirect_url, dialog_url, expires_at)
            values ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 ms')""";

    /**
     * The first browser has the dialog; it may begin again. A second click can overtake the answer that brings the cookie,
     * so that for ten seconds the browser may look like another one.
     */
    private static final String BEGIN = """
            update oauth_states set browser_hash = $3, browser_since = coalesce(browser_since, now())
            where state = $1 and platform = $2 and expires_at > now() and dialog_url is not null
              and (browser_hash is null or browser_hash = $3 or browser_since > now() - interval '10 seconds')
            returning dialog_url, ceil(extract(epoch from expires_at - now()))::int as expires_in""";

    /**
     * Closing is taking the row away, so a dialog comes back once; in another browser it leaves the row alone. A version
     * before this one sent customers to the platform without beginning here: such a row has no dialog_url.
     */
    private static final String CLOSE = """
            delete from oauth_states where state = $1 and platform = $2 and expires_at > now()
              and (browser_hash = $3 or dialog_url is null)
            returning account_id, profile_group_id, redirect_url""";

    private static final String FORGET = "delete from oauth_states where expires_at < now()";

    private final Pool pool;
    private final LoginConfig config;

    LoginDialogs(Pool pool, LoginConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** The platform's page, and for how many seconds the dialog is open. */
    record Begun(String page, int expiresIn) {}

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
                .addString(visit.url())
                .addLong(config.dialogFor().toMillis());
        return pool.preparedQuery(OPEN)
                .execute(parameters)
                .replaceWith(() -> InternalAnswer.ok(
                        Json.object().put("url", startUrl(visit)).put("success", true)));
    }

    /** Beside the callback, so that the browser sends the cookie of the one to the other. */
    private static String startUrl(ConnectionFlow.Visit visit) {
        String beside = visit.callback().substring(0, visit.callback().lastIndexOf('/'));
        return beside + "/start?state=" + URLEncoder.encode(visit.state(), StandardCharsets.UTF_8);
    }

    /** The platform's page; empty when the dialog is unknown, took too long, or was begun by another browser. */
    Uni<Optional<Begun>> begin(String platform, String state, String browser) {
        return pool.preparedQuery(BEGIN)
                .execute(Tuple.of(state, platform, Buffer.buffer(sha256(browser))))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new Begun(row.getString("dialog_url"), row.getInteger("expires_in")));
                    }
                    return Optional.empty();
                });
    }

    /**
     * The dialog that this state belongs to; empty when it is unknown, came back before, took too long, or comes back in
     * another browser than the one that began it.
     */
    Uni<Optional<Dialog>> close(String platform, String state, String browser) {
        return pool.preparedQuery(CLOSE)
                .execute(Tuple.of(state, platform, Buffer.buffer(sha256(browser))))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new Dialog(
                                new AccountId(row.getLong("account_id")),
                                new GroupId(row.getLong("profile_group_id")),
                                row.getString("redirect_url")));
                    }
                    return Optional.empty();
                });
    }

    private static byte[] sha256(String browser) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(browser.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Dialogs that took too long. */
    Uni<Void> forgetExpired() {
        return pool.query(FORGET).execute().replaceWithVoid();
    }
}
