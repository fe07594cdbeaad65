package dev.parley.dispatch.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Logins on pages of the platforms. */
@ConfigMapping(prefix = "parley.dispatch.logins")
public interface LoginConfig {
    /** How long a customer may take on the platform's page. */
    @WithDefault("1h")
    Duration dialogFor();

    /** How long a customer may take to choose among the accounts of a login; then its tokens are thrown away. */
    @WithDefault("1d")
    Duration choiceFor();
}
