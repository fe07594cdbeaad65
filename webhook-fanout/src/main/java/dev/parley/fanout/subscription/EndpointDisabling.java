package dev.parley.fanout.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.event.EventData;
import dev.parley.event.EventDraft;
import dev.parley.event.EventLog;
import dev.parley.event.EventRelay;
import dev.parley.event.EventType;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.WebhookId;
import dev.parley.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Ends subscriptions that only fail, and says so to the account's other endpoints: {@code webhook.disabled}. */
@ApplicationScoped
public class EndpointDisabling {
    private static final Logger LOG = Logger.getLogger(EndpointDisabling.class);
    private static final String RETURNED = " returning id, account_id, profile_group_id, disabled_reason";
    private static final String DISABLE = """
            update webhook_endpoints set enabled = false, disabled_reason = $2, updated_at = now()
            where id = $1 and enabled""" + RETURNED;
    private static final String DISABLE_FAILING = """
            update webhook_endpoints set enabled = false, updated_at = now(),
                   disabled_reason = 'nothing but failures since ' || to_char(failing_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
            where id = any($1) and enabled and failing_since < now() - $2 * interval '1 millisecond'""" + RETURNED;

    private final Pool pool;
    private final EventLog events;
    private final EventRelay relay;

    public EndpointDisabling(Pool pool, EventLog events, EventRelay relay) {
        this.pool = pool;
        this.events = events;
        this.relay = relay;
    }

    Uni<Void> disable(WebhookId endpoint, String reason) {
        return run(DISABLE, Tuple.of(endpoint.value(), reason));
    }

    /** @param candidates endpoints that failed lately; those failing for longer than the limit are disabled */
    Uni<Void> disableFailing(Long[] candidates, Duration limit) {
        return candidates.length == 0
                ? Uni.createFrom().voidItem()
                : run(DISABLE_FAILING, Tuple.of(candidates, limit.toMillis()));
    }

    private Uni<Void> run(String statement, Tuple parameters) {
        return pool.withTransaction(transaction -> transaction
                        .preparedQuery(statement)
                        .execute(parameters)
                        .flatMap(disabled -> events.append(transaction, drafts(disabled))))
                .invoke(relay::publish)
                .replaceWithVoid();
    }

    private static List<EventDraft> drafts(RowSet<Row> disabled) {
        List<EventDraft> drafts = new ArrayList<>();
        for (Row row : disabled) {
            WebhookId id = new WebhookId(row.getLong(0));
            String reason = row.getString(3);
            LOG.warnf("webhook.disabled endpoint=%s reason=\"%s\"", id, reason);
            ObjectNode data = Json.object().put("id", id.toString()).put("reason", reason);
            Long group = row.getLong(2);
            drafts.add(EventDraft.ofAccount(
                    EventType.WEBHOOK_DISABLED,
                    new AccountId(row.getLong(1)),
                    group == null ? null : new GroupId(group),
                    EventData.mirrored(data)));
        }
        return drafts;
    }
}
