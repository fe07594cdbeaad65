package dev.parley.dispatch.throttle;

import dev.parley.platform.Capabilities;
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
        RateConfig.Override set = config.byPlatform().get(platform.name());
        Capabilities.Rates own = platform.capabilities().rates();
        return set == null ? own.perProfile() : set.perProfile().orElse(own.perProfile());
    }

    /** How long a chat stays quiet after a send. */
    public Duration quietAfterSend(Platform platform) {
        RateConfig.Override set = config.byPlatform().get(platform.name());
        Capabilities.Rates own = platform.capabilities().rates();
        double perChat = set == null ? own.perChat() : set.perChat().orElse(own.perChat());
        return Duration.ofMillis((long) Math.ceil(1000 / perChat) - 1);
    }
}
