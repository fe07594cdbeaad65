package dev.parley.gateway.access;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one key that opens {@code /api/admin}; without it configured, nobody gets in. */
@Singleton
public class OperatorKey {
    private final Optional<String> configured;

    /** @param configured {@code parley.operator.key}: bearer key for /api/admin; unset closes those routes */
    public OperatorKey(@ConfigProperty(name = "parley.operator.key") Optional<String> configured) {
        this.configured = configured.filter(key -> !key.isBlank());
    }

    public boolean matches(String presented) {
        return configured
                .map(key -> MessageDigest.isEqual(
                        key.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }
}
