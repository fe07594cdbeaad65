package dev.parley.dispatch.throttle;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Rates that stand above a network's own. */
@ConfigMapping(prefix = "parley.dispatch.rates")
public interface RateConfig {
    /** Sends per second of one profile, by the network's name ({@code …per-profile.telegram}); absent leaves the network's own. */
    Map<String, Double> perProfile();

    /** Sends per second within one chat, by the network's name; absent leaves the network's own. */
    Map<String, Double> perChat();
}
