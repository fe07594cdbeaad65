package dev.parley.platform.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.node.IdGenerator;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import dev.parley.topic.InboundRecord;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes webhook deliveries at {@code /hooks/telegram/{profile id}}: one update each, one record each.
 *
 * <p>An update that cannot be read is still answered 200: refused, it would block its chat for a day. 410 is never
 * answered, because Telegram gives the webhook up over it.
 */
@Singleton
class TelegramReceiver {
    private static final String SECRET_HEADER = "x-telegram-bot-api-secret-token";
    /** What follows the update would break the record that the update's own bytes become part of. */
    private static final ObjectReader WHOLE = Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final HookVerdict UNAUTHORIZED = new HookVerdict.Refused(401);
    private static final HookVerdict NOT_FOUND = new HookVerdict.Refused(404);
    private static final HookVerdict NOT_KNOWN_YET = new HookVerdict.NotKnownYet();
    /** Connecting takes seconds; clocks of two machines may differ by some more. */
    private static final Duration CONNECTING = Duration.ofMinutes(2);

    private static final HookVerdict WRONG_METHOD = new HookVerdict.Refused(405);

    private final Function<ProfileId, Optional<Profile>> profiles;

    @Inject
    TelegramReceiver(ProfileDirectory profiles) {
        this(profiles::byId);
    }

    TelegramReceiver(Function<ProfileId, Optional<Profile>> profiles) {
        this.profiles = profiles;
    }

    HookVerdict receive(HookRequest request) {
        if (!request.method().equals("POST")) {
            return WRONG_METHOD;
        }
        Optional<ProfileId> id = ProfileId.parse(request.path());
        Optional<Profile> profile =
                id.flatMap(profiles).filter(found -> found.platform().equals(TelegramPlatform.NAME));
        if (profile.isEmpty()) {
            return id.filter(TelegramReceiver::isNew).isPresent() ? NOT_KNOWN_YET : NOT_FOUND;
        }
        if (!carriesSecret(request, profile.get())) {
            return UNAUTHORIZED;
        }
        // Its webhook could not be removed; whatever it still delivers is for nobody.
        return profile.get().status() == Profile.Status.INACTIVE
                ? new HookVerdict.Accepted(List.of())
                : split(profile.get(), request.body());
    }

    /** A bot's webhook is registered just before its profile is stored. */
    private static boolean isNew(ProfileId id) {
        Duration age = Duration.between(IdGenerator.madeAt(id.value()), Instant.now());
        return age.abs().compareTo(CONNECTING) < 0;
    }

    private static boolean carriesSecret(HookRequest request, Profile profile) {
        byte[] expected = profile.hookSecretHash();
        String given = request.header(SECRET_HEADER).orElse("");
        return expected != null && MessageDigest.isEqual(expected, sha256(given));
    }

    private static HookVerdict split(Profile profile, byte[] body) {
        String update = utf8(body);
        JsonNode parsed = update == null ? null : object(update);
        if (update == null || parsed == null) {
            return new HookVerdict.Unreadable(key(profile, "unreadable"), "not a JSON object");
        }
        InboundRecord inbound = new InboundRecord(
                InboundRecord.VERSION,
                TelegramPlatform.NAME,
                profile.externalId(),
                profile.id().toString(),
                Instant.now(),
                null,
                update);
        return new HookVerdict.Accepted(List.of(new HookVerdict.Keyed(key(profile, participant(parsed)), inbound)));
    }

    private static String key(Profile profile, String participant) {
        return TelegramPlatform.NAME + ":" + profile.externalId() + ":" + participant;
    }

    /** Whose lane the update belongs to: in a private chat, chat and sender have the same id. */
    private static String participant(JsonNode update) {
        for (JsonNode part : update) {
            String chat = Ids.of(part.path("chat").path("id"));
            if (chat != null) {
                return chat;
            }
            String sender = Ids.of(part.path("from").path("id"));
            if (sender != null) {
                return sender;
            }
        }
        return "other";
    }

    private static @Nullable JsonNode object(String text) {
        try {
            JsonNode parsed = WHOLE.readTree(text);
            return parsed.isObject() ? parsed : null;
        } catch (JsonProcessingException malformed) {
            return null;
        }
    }

    private static @Nullable String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString()
                    .strip();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
