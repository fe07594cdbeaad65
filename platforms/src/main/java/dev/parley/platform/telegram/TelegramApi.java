package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.http.CallBody;
import dev.parley.platform.http.HttpAnswer;
import dev.parley.platform.http.PlatformCall;
import dev.parley.platform.http.PlatformHttp;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls Bot API methods and reads their one shape of answer. Never fails; never lets a token out. */
@Singleton
class TelegramApi {
    private static final int LONGEST_DESCRIPTION = 1000;

    private final PlatformHttp http;
    private final String apiUrl;

    TelegramApi(PlatformHttp http, TelegramConfig config) {
        this.http = http;
        this.apiUrl = config.apiUrl().replaceAll("/+$", "");
    }

    Uni<ApiResult> call(BotToken token, String method, JsonNode parameters, Duration deadline) {
        return answer(token, PlatformCall.postJson(url(token, method), parameters.toString()), deadline);
    }

    /** For methods that carry a file. */
    Uni<ApiResult> upload(BotToken token, String method, CallBody form, Duration deadline) {
        return answer(token, PlatformCall.post(url(token, method), form), deadline);
    }

    /** @param filePath as getFile gave it */
    Uni<PlatformHttp.Opened> download(BotToken token, String filePath, Duration deadline) {
        String path = Arrays.stream(filePath.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        PlatformCall get = PlatformCall.get(apiUrl + "/file/bot" + token.value() + "/" + path);
        return http.open(get.allowing(apiUrl), deadline);
    }

    private String url(BotToken token, String method) {
        return apiUrl + "/bot" + token.value() + "/" + method;
    }

    private Uni<ApiResult> answer(BotToken token, PlatformCall call, Duration deadline) {
        return http.call(call.allowing(apiUrl), deadline).map(answer -> switch (answer) {
            case HttpAnswer.Answered answered -> read(token, answered);
            case HttpAnswer.NeverMade never -> new ApiResult.NeverMade(never.reason());
            case HttpAnswer.NoAnswer none -> new ApiResult.NoAnswer(none.reason());
        });
    }

    private static ApiResult read(BotToken token, HttpAnswer.Answered answered) {
        JsonNode body = Json.parse(answered.body().getBytes()).orElseGet(Json::object);
        JsonNode ok = body.path("ok");
        if (ok.isBoolean() && ok.asBoolean()) {
            return new ApiResult.Ok(body.path("result"));
        }
        if (ok.isBoolean() && body.path("description").isTextual()) {
            return new ApiResult.Refused(
                    body.path("error_code").asInt(answered.status()),
                    shown(token, body.path("description").asText()),
                    retryAfter(body.path("parameters").path("retry_after")));
        }
        return new ApiResult.Foreign(answered.status());
    }

    private static String shown(BotToken token, String description) {
        String harmless = token.removedFrom(description);
        return harmless.length() <= LONGEST_DESCRIPTION ? harmless : harmless.substring(0, LONGEST_DESCRIPTION);
    }

    private static @Nullable Duration retryAfter(JsonNode seconds) {
        return seconds.canConvertToInt() && seconds.asInt() >= 0 ? Duration.ofSeconds(seconds.asInt()) : null;
    }
}
