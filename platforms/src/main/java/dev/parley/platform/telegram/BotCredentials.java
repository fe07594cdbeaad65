package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.profile.CredentialStore;
import dev.parley.profile.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/** What a connected bot's profile keeps sealed: its token, and the secret its webhook carries. */
@Singleton
class BotCredentials {
    private static final String TOKEN = "bot_token";
    private static final String HOOK_SECRET = "hook_secret";

    private final Function<Profile, Optional<JsonNode>> open;

    @Inject
    BotCredentials(CredentialStore store) {
        this(store::open);
    }

    BotCredentials(Function<Profile, Optional<JsonNode>> open) {
        this.open = open;
    }

    static JsonNode written(BotToken token, String hookSecret) {
        return Json.object().put(TOKEN, token.value()).put(HOOK_SECRET, hookSecret);
    }

    /** Empty when the profile is disconnected. */
    Optional<BotToken> token(Profile profile) {
        return open.apply(profile).flatMap(kept -> BotToken.of(kept.path(TOKEN).asText("")));
    }

    /** Kept beside its hash because a lost webhook is registered again with it. */
    Optional<String> hookSecret(Profile profile) {
        return open.apply(profile)
                .map(kept -> kept.path(HOOK_SECRET).asText(""))
                .filter(secret -> !secret.isEmpty());
    }
}
