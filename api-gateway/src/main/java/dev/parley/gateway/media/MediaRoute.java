package dev.parley.gateway.media;

import dev.parley.media.MediaKey;
import dev.parley.media.MediaStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * {@code GET /media/{key}}: stored bytes for whoever knows the key (platforms fetch them here), whole or one range,
 * streamed no faster than they are read, or where to fetch them from the store itself. What was purged is gone.
 */
@ApplicationScoped
public class MediaRoute {
    private static final Logger LOG = Logger.getLogger(MediaRoute.class);
    private static final String FIND = """
            select content_type, file_name, byte_size from media
            where media_key = $1 and (purged_at is null or purged_at > now())""";

    private final Pool pool;
    private final MediaStore store;

    public MediaRoute(Pool pool, MediaStore store) {
        this.pool = pool;
        this.store = store;
    }

    void register(@Observes Router router) {
        router.route("/media/:key")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::serve);
    }

    private void serve(RoutingContext context) {
        Optional<MediaKey> key = MediaKey.parse(String.valueOf(context.pathParam("key")));
        if (key.isEmpty()) {
            answer(context, 404, "{\"error\":\"Not found\"}");
            return;
        }
        pool.preparedQuery(FIND)
                .execute(Tuple.of(key.get().text()))
                .flatMap(rows -> {
                    if (rows.size() == 0) {
                        answer(context, 404, "{\"error\":\"Not found\"}");
                        return Uni.createFrom().voidItem();
                    }
                    return send(context, key.get(), rows.iterator().next());
                })
                .subscribe()
                .with(served -> {}, failure -> fail(context, failure));
    }

    private Uni<Void> send(RoutingContext context, MediaKey key, Row row) {
        ServedMedia served = ServedMedia.of(row.getString("content_type"), row.getString("file_name"));
        // A signed URL is good for GET alone.
        Optional<MediaStore.Direct> direct = context.request().method() == HttpMethod.GET
                ? store.direct(key, served.contentType(), served.disposition())
                : Optional.empty();
        return direct.isPresent()
                ? sendOn(context, direct.get())
                : serve(context, key, row.getLong("byte_size"), served);
    }

    private static Uni<Void> sendOn(RoutingContext context, MediaStore.Direct direct) {
        return Uni.createFrom()
                .completionStage(context.response()
                        .setStatusCode(302)
                        .putHeader("Location", direct.url().toString())
                        .putHeader(
                                "Cache-Control",
                                "private, max-age=" + direct.lasts().toSeconds() / 2)
                        .end()
                        .toCompletionStage());
    }

    private Uni<Void> serve(RoutingContext context, MediaKey key, long size, ServedMedia served) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Type", served.contentType())
                .putHeader("Content-Disposition", served.disposition())
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                .putHeader("Accept-Ranges", "bytes");
        return switch (ByteRanges.of(context.request().getHeader("Range"), size)) {
            case ByteRanges.Whole whole -> stream(context, key, MediaStore.Range.whole(size));
            case ByteRanges.Part part -> {
                MediaStore.Range range = part.range();
                response.setStatusCode(206)
                        .putHeader("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size);
                yield stream(context, key, range);
            }
            case ByteRanges.NotThere notThere -> {
                response.putHeader("Content-Range", "bytes */" + size);
                answer(context, 416, "{\"error\":\"Range not satisfiable\"}");
                yield Uni.createFrom().voidItem();
            }
        };
    }

    private Uni<Void> stream(RoutingContext context, MediaKey key, MediaStore.Range range) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Length", Long.toString(range.length()));
        if (context.request().method() == HttpMethod.HEAD || range.length() == 0) {
            return Uni.createFrom().completionStage(response.end().toCompletionStage());
        }
        return store.read(key, range)
                .onItem()
                .transformToUniAndConcatenate(chunk -> Uni.createFrom()
                        .completionStage(
                                () -> response.write(chunk.getDelegate()).toCompletionStage()))
                .onItem()
                .ignoreAsUni()
                .flatMap(all -> Uni.createFrom().completionStage(response.end().toCompletionStage()));
    }

    private static void fail(RoutingContext context, Throwable failure) {
        LOG.warnf("media not served: %s", failure.toString());
        if (context.response().headWritten()) {
            context.response().reset();
        } else {
            context.response().headers().clear();
            answer(context, 503, "{\"error\":\"Service temporarily unavailable\"}");
        }
    }

    private static void answer(RoutingContext context, int status, String body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }
}
