package dev.parley.secret;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Keys for secrets at rest. */
@ConfigMapping(prefix = "parley.secrets")
public interface SecretsConfig {
    /**
     * Keys as {@code id:base64 of 32 bytes}; the first encrypts, all decrypt. To rotate, put a new one in front and
     * keep the old until {@code parley_secrets_under_old_keys} is nought.
     */
    List<String> keys();

    /**
     * Whether a sealed secret opens only in the row it was sealed for: {@code off} while services of a version that
     * cannot read such secrets still run; {@code on}; {@code required} to refuse those that are not bound yet.
     */
    @WithDefault("on")
    Binding binding();

    /** How secrets are bound to their rows. */
    enum Binding {
        /** New secrets are not bound; bound ones are read. */
        OFF,
        /** New secrets are bound; those that are not are read and sealed again. */
        ON,
        /** Secrets that are not bound do not open. */
        REQUIRED
    }
}
