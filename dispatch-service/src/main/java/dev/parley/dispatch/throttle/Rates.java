package dev.parley.dispatch.throttle;

import dev.parley.platform.Platform;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The rates that hold: the network's own unless the configuration says otherwise. */
@Singleton
public class Rates {
    private final RateConfig config;

    public Rates(RateConfig config) {
        this.config = config;
    }

    /** Sends per second of one profile. */
    public double perProfile(Platform platform) {
        Double set = config.perProfile().get(platform.name());
        return set == null ? platform.capabilities().rates().perProfile() : set;
    }

    /** How long a chat stays quiet after a send. */
    public Duration quietAfterSend(Platform platform) {
        Double set = config.perChat().get(platform.name());
        double perChat = set == null ? platform.capabilities().rates().perChat() : set;
        return Duration.ofMillis((long) Math.ceil(1000 / perChat) - 1);
    }
}
