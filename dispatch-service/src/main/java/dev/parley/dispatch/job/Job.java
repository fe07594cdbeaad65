package dev.parley.dispatch.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A claimed row of {@code platform_jobs}.
 *
 * @param attempt this one's number, from 1
 * @param expired whether it has become pointless
 */
record Job(
        long id,
        UUID token,
        ProfileId profile,
        @Nullable ChatId chat,
        @Nullable MessageId message,
        JsonNode payload,
        int attempt,
        boolean expired) {}
