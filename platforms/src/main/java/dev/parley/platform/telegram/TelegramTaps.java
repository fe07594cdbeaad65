package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Answers callback queries, so that the tapped button stops spinning. */
@Singleton
class TelegramTaps {
    private static final String TOO_OLD = "query is too old";

    private final TelegramApi api;
    private final BotCredentials credentials;

    TelegramTaps(TelegramApi api, BotCredentials credentials) {
        this.api = api;
        this.credentials = credentials;
    }

    Uni<ActionOutcome> acknowledge(Profile profile, JsonNode payload, Duration deadline) {
        JsonNode parameters = Json.object()
                .put(TapUpdate.QUERY_ID, payload.path(TapUpdate.QUERY_ID).asText());
        return credentials
                .token(profile)
                .map(token -> api.call(token, "answerCallbackQuery", parameters, deadline)
                        .map(TelegramTaps::outcome))
                .orElseGet(() -> Uni.createFrom().item(new ActionOutcome.Disconnected(TelegramErrors.DISCONNECTED)));
    }

    private static ActionOutcome outcome(ApiResult result) {
        boolean late = result instanceof ApiResult.Refused refused && TelegramErrors.says(refused, TOO_OLD);
        return late ? ActionOutcome.Done.plain() : TelegramErrors.ofAction(result);
    }
}
