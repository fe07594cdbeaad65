package dev.parley.sandbox.telegram;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Fetches files that a call names by URL, as Telegram's servers do: smaller than uploads, and of the right kind. */
@ApplicationScoped
class RemoteFiles {

    private static final long LONGEST_FETCH = 20_000;
    private static final Set<String> DOCUMENTS = Set.of("image/gif", "application/pdf", "application/zip");

    private final HttpClient client;

    RemoteFiles(Vertx vertx) {
        client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(5_000));
    }

    /** Fails with a {@link TelegramRefusal}. */
    Uni<UploadedFile> fetch(String url, MediaKind kind) {
        RequestOptions request;
        try {
            request = new RequestOptions()
                    .setMethod(HttpMethod.GET)
                    .setAbsoluteURI(URI.create(url).toURL())
                    .setFollowRedirects(true)
                    .setTimeout(LONGEST_FETCH);
        } catch (IllegalArgumentException | MalformedURLException malformed) {
            return Uni.createFrom().failure(TelegramRefusal.badRequest("wrong HTTP URL specified"));
        }
        Future<UploadedFile> fetched = client.request(request)
                .compose(call -> call.send().compose(response -> take(response, nameIn(url), kind)));
        return UniHelper.toUni(fetched)
                .onFailure(failure -> !(failure instanceof TelegramRefusal))
                .transform(failure -> TelegramRefusal.badRequest("failed to get HTTP URL content"));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    private static Future<UploadedFile> take(HttpClientResponse response, String name, MediaKind kind) {
        if (response.statusCode() != 200) {
            return Future.failedFuture(TelegramRefusal.badRequest("failed to get HTTP URL content"));
        }
        String type = String.valueOf(response.getHeader("Content-Type"))
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!suits(kind, type)) {
            return Future.failedFuture(TelegramRefusal.badRequest("wrong type of the web page content"));
        }
        UploadMeter meter = new UploadMeter(name, type, (int) kind.urlLimit());
        response.handler(part -> {
            meter.take(part);
            if (meter.size() > kind.urlLimit()) {
                response.request().reset();
            }
        });
        return response.end().map(end -> meter.finish());
    }

    private static boolean suits(MediaKind kind, String type) {
        return switch (kind) {
            case PHOTO -> type.startsWith("image/");
            case STICKER -> type.equals("image/webp");
            case VIDEO, VIDEO_NOTE -> type.startsWith("video/");
            case ANIMATION -> type.equals("image/gif") || type.startsWith("video/");
            case AUDIO, VOICE -> type.startsWith("audio/");
            case DOCUMENT -> DOCUMENTS.contains(type);
        };
    }

    private static String nameIn(String url) {
        String path = URI.create(url).getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
