package dev.parley.sandbox.control;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.Ledger;
import dev.parley.sandbox.Sent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /control/{platform}/ledger?after=&limit=&account=}: every send performed, in order, as
 * {@code {"data":[{"external_id","account","participant","text","metadata"?,"at",…}],"total"}}. Written page by page,
 * because a benchmark's ledger is larger than the heap would like.
 *
 * <ul>
 *   <li>{@code after}: leave out this many sends, counted from the last reset
 *   <li>{@code limit}: look at no more than this many
 *   <li>{@code account}: only this account's
 * </ul>
 *
 * {@code total} counts all sends, also those left out or no longer remembered.
 */
@ApplicationScoped
class LedgerRoute {

    private static final int PAGE = 500;

    private final SandboxPlatforms platforms;

    LedgerRoute(SandboxPlatforms platforms) {
        this.platforms = platforms;
    }

    void mount(@Observes Router router) {
        router.get("/control/:platform/ledger").handler(this::answer);
    }

    private void answer(RoutingContext call) {
        HttpServerResponse response = call.response().putHeader("Content-Type", "application/json");
        try {
            Ledger ledger =
                    platforms.named(String.valueOf(call.pathParam("platform"))).ledger();
            long after = Math.max(number(call, "after", 0), ledger.dropped());
            long total = ledger.total();
            long end = Math.min(total, after + number(call, "limit", Integer.MAX_VALUE));
            response.setChunked(true);
            Reading reading = new Reading(ledger, response, call.request().getParam("account"), end, total);
            reading.first(after);
        } catch (ControlRefusal refusal) {
            response.setStatusCode(refusal.status())
                    .end(new JsonObject().put("error", refusal.getMessage()).encode());
        }
    }

    private static long number(RoutingContext call, String name, long absent) {
        String value = call.request().getParam(name);
        if (value == null) {
            return absent;
        }
        if (!value.matches("\\d{1,15}")) {
            throw ControlRefusal.badRequest(name + " must be a number");
        }
        return Long.parseLong(value);
    }

    /** One answer on its way: a page at a time, as fast as the caller reads. */
    private record Reading(
            Ledger ledger,
            HttpServerResponse response,
            @Nullable String account,
            long end,
            long total) {

        void first(long after) {
            response.write("{\"data\":[");
            next(after, true);
        }

        private void next(long start, boolean isFirst) {
            long after = start;
            boolean first = isFirst;
            while (after < end && !response.closed()) {
                List<Sent> page = ledger.sends(after, (int) Math.min(PAGE, end - after));
                after = page.isEmpty() ? end : after + page.size();
                first = write(page, first);
                if (response.writeQueueFull()) {
                    long rest = after;
                    boolean stillFirst = first;
                    response.drainHandler(drained -> {
                        response.drainHandler(null);
                        next(rest, stillFirst);
                    });
                    return;
                }
            }
            if (!response.closed()) {
                response.end("],\"total\":" + total + "}");
            }
        }

        private boolean write(List<Sent> page, boolean isFirst) {
            boolean first = isFirst;
            Buffer json = Buffer.buffer();
            for (Sent sent : page) {
                if (account == null || account.equals(sent.account())) {
                    json.appendString(first ? "" : ",")
                            .appendBuffer(sent.toJson().toBuffer());
                    first = false;
                }
            }
            if (json.length() > 0) {
                response.write(json);
            }
            return first;
        }
    }
}
