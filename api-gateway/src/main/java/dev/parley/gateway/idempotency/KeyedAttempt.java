package dev.parley.gateway.idempotency;

import dev.parley.gateway.error.ApiException;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What is known about the outcome of an {@link ActsOnce} request. */
public final class KeyedAttempt {
    private static final int REF_BYTES = 16;
    static final String UNKNOWN =
            "The outcome of the first request with this Idempotency-Key is unknown: it may or may not have been performed";

    private final @Nullable KeyedRequest request;
    private volatile @Nullable OffsetDateTime began;
    private volatile boolean unknown;

    KeyedAttempt(@Nullable KeyedRequest request) {
        this.request = request;
    }

    /** From here on the request is one that was sent before; its outcome is unknown. */
    void repeats(OffsetDateTime first) {
        began = first;
        unknown = true;
    }

    boolean isUnknown() {
        return unknown;
    }

    /** Whether the request was sent before, and nobody knows what came of it. Then it must not be performed. */
    public boolean isRepeated() {
        return began != null;
    }

    /** When it was sent first. */
    public OffsetDateTime began() {
        OffsetDateTime first = began;
        if (first == null) {
            throw new IllegalStateException("the request was not sent before");
        }
        return first;
    }

    /** 409: the first request may have been performed, and nothing shows that it was. */
    public ApiException stillUnknown() {
        return ApiException.conflict(UNKNOWN);
    }

    /** Performs, and remembers when nobody can tell what came of it. */
    public <T> Uni<T> perform(Uni<T> action) {
        return Uni.createFrom()
                .deferred(() -> {
                    unknown = true;
                    return action;
                })
                .onFailure()
                .invoke(failure -> unknown = !(failure instanceof ApiException refusal) || refusal.isOutcomeUnknown());
    }

    /** Names the request where its effect is stored; the same for the same request sent again. Null without a key. */
    public @Nullable String requestRef() {
        if (request == null) {
            return null;
        }
        String name = request.account().value() + "\n" + request.storedKey();
        return HexFormat.of().formatHex(sha256(name), 0, REF_BYTES);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
