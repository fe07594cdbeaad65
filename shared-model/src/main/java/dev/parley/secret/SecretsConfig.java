package dev.parley.secret;

import io.smallrye.config.ConfigMapping;
import java.util.List;

/** Keys for secrets at rest. */
@ConfigMapping(prefix = "parley.secrets")
public interface SecretsConfig {
    /**
     * Keys as {@code id:base64 of 32 bytes}; the first encrypts, all decrypt. To rotate, put a new one in front and
     * keep the old until {@code parley_secrets_under_old_keys} is nought.
     */
    List<String> keys();
}
