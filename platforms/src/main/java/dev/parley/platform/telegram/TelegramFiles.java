package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.MediaSource.Fetch;
import dev.parley.platform.http.Deadline;
import dev.parley.platform.http.PlatformHttp;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files. The address that Telegram gives holds the token and lives an hour, so it is asked for each time and
 * never handed out.
 */
@Singleton
class TelegramFiles {
    private static final Fetch.Gone DISCONNECTED = new Fetch.Gone("The bot is no longer connected");
    private static final Fetch.Gone TOO_BIG =
            new Fetch.Gone("The file is too big: Telegram gives bots files of up to 20 MB");

    private final TelegramApi api;
    private final BotCredentials credentials;

    TelegramFiles(TelegramApi api, BotCredentials credentials) {
        this.api = api;
        this.credentials = credentials;
    }

    Uni<Fetch> open(Profile profile, JsonNode source, Duration within) {
        Deadline deadline = Deadline.in(within);
        if (source.path(Attachments.FILE_SIZE).asLong() > TelegramCapabilities.LARGEST_DOWNLOAD) {
            return Uni.createFrom().item(TOO_BIG);
        }
        return credentials
                .token(profile)
                .map(token -> api.call(
                                token,
                                "getFile",
                                Json.object()
                                        .put(
                                                Attachments.FILE_ID,
                                                source.path(Attachments.FILE_ID).asText()),
                                deadline.left())
                        .flatMap(found -> download(token, source, found, deadline)))
                .orElseGet(() -> Uni.createFrom().item(DISCONNECTED));
    }

    private Uni<Fetch> download(BotToken token, JsonNode source, ApiResult found, Deadline deadline) {
        return switch (found) {
            case ApiResult.Ok ok
            when ok.result().path("file_path").isTextual() -> {
                String path = ok.result().path("file_path").asText();
                yield api.download(token, path, deadline.left())
                        .map(opened -> opened(opened, source, path))
                        .onFailure()
                        .recoverWithItem(failure ->
                                new Fetch.TryAgain(null, failure.getClass().getSimpleName()));
            }
            case ApiResult.Ok ok -> Uni.createFrom().item(new Fetch.TryAgain(null, "Telegram named no path"));
            case ApiResult.Refused refused -> Uni.createFrom().item(refusal(refused));
            case ApiResult.Foreign foreign ->
                Uni.createFrom().item(new Fetch.TryAgain(null, "HTTP " + foreign.status()));
            case ApiResult.NeverMade never -> Uni.createFrom().item(new Fetch.TryAgain(null, never.reason()));
            case ApiResult.NoAnswer none -> Uni.createFrom().item(new Fetch.TryAgain(null, none.reason()));
        };
    }

    private static Fetch refusal(ApiResult.Refused refused) {
        if (TelegramErrors.says(refused, "file is too big")) {
            return TOO_BIG;
        }
        boolean mayPass = refused.code() == 429
                || refused.code() >= 500
                || TelegramErrors.says(refused, "temporarily unavailable");
        return mayPass
                ? new Fetch.TryAgain(refused.retryAfter(), refused.description())
                : new Fetch.Gone(refused.description());
    }

    private static Fetch opened(PlatformHttp.Opened opened, JsonNode source, String path) {
        if (opened.status() == 200) {
            return new Fetch.Content(contentType(opened, source), fileName(source, path), opened.body());
        }
        opened.body().subscribe().with(ignored -> {}).cancel();
        return opened.status() == 404 || opened.status() == 410
                ? new Fetch.Gone("Telegram no longer has the file")
                : new Fetch.TryAgain(null, "HTTP " + opened.status());
    }

    /** What the message said: the file server itself calls everything a stream of octets. */
    private static @Nullable String contentType(PlatformHttp.Opened opened, JsonNode source) {
        String told = Ids.text(source.path(Attachments.CONTENT_TYPE));
        return told == null ? opened.headers().get("Content-Type") : told;
    }

    private static String fileName(JsonNode source, String path) {
        String told = Ids.text(source.path(Attachments.FILE_NAME));
        return told == null ? path.substring(path.lastIndexOf('/') + 1) : told;
    }
}
