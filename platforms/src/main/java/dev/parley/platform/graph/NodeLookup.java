package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks single nodes up. */
@ApplicationScoped
public class NodeLookup {
    /** What Meta's ids are made of. Some come from a customer's address line, and they become part of ours. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /** Messages have longer ones, of more characters. */
    private static final Pattern MESSAGE_ID = Pattern.compile("[A-Za-z0-9_=$:.+/-]{1,512}");

    private final GraphClient client;

    public NodeLookup(GraphClient client) {
        this.client = client;
    }

    /** A node; empty when the token may not see it or it does not exist. Fails on passing faults. */
    public Uni<Optional<JsonNode>> node(GraphAccess access, String id, String fields, Duration deadline) {
        return ID.matcher(id).matches()
                ? ask(access, id, fields, deadline)
                : Uni.createFrom().item(Optional.empty());
    }

    /** A message; as {@link #node}. */
    public Uni<Optional<JsonNode>> message(GraphAccess access, String mid, String fields, Duration deadline) {
        return MESSAGE_ID.matcher(mid).matches() && !mid.contains("..")
                ? ask(access, URLEncoder.encode(mid, StandardCharsets.UTF_8), fields, deadline)
                : Uni.createFrom().item(Optional.empty());
    }

    private Uni<Optional<JsonNode>> ask(GraphAccess access, String id, String fields, Duration deadline) {
        return client.call(GraphCall.get(access, id).with("fields", fields), deadline)
                .map(answer -> switch (answer) {
                    case GraphAnswer.Done done -> Optional.of(done.body());
                    case GraphAnswer.Refused refused -> judge(refused.error());
                    case GraphAnswer.NeverMade never -> throw new NotAnswered(never.reason());
                    case GraphAnswer.NoAnswer none -> throw new NotAnswered(none.reason());
                });
    }

    private static Optional<JsonNode> judge(GraphError error) {
        return switch (error.meaning()) {
            case RATE, RESTRICTED, TEMPORARY, AMBIGUOUS, TOKEN_LOST -> throw new NotAnswered(error.message());
            case WINDOW_CLOSED,
                    RECIPIENT_UNAVAILABLE,
                    RECIPIENT_UNKNOWN,
                    BAD_REQUEST,
                    ALREADY_REPLIED,
                    NOT_PERMITTED,
                    THREAD_ELSEWHERE -> Optional.empty();
        };
    }

    /** A passing fault; worth another try. */
    public static final class NotAnswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAnswered(String reason) {
            super(reason, null, false, false);
        }
    }
}
