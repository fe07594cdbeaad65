package dev.parley.dispatch.throttle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.OptionalDouble;

/** Rates that stand above a network's own, by the network's name. */
@ConfigMapping(prefix = "parley.dispatch.rates")
public interface RateConfig {
    /** What is set for each network. */
    @WithParentName
    Map<String, Override> byPlatform();

    /** The rates of one network. */
    interface Override {
        /** Sends per second of one profile; absent leaves the network's own. */
        OptionalDouble perProfile();

        /** Sends per second within one chat; absent leaves the network's own. */
        OptionalDouble perChat();
    }
}
