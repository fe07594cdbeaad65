package dev.parley.platform.telegram;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where Telegram is, where it finds us, and how fast it may be called. */
@ConfigMapping(prefix = "parley.telegram")
public interface TelegramConfig {
    /** The Bot API, Telegram's own or a self-hosted one; methods are below {@code /bot<token>/}. */
    @WithDefault("https://api.telegram.org")
    String apiUrl();

    /** The public address of ingest that webhooks are registered under; Telegram wants https. */
    @WithDefault("${parley.hooks-url:http://127.0.0.1:8081}")
    String hooksUrl();

    /** How many updates of one bot Telegram may deliver at the same time, 1 to 100. */
    @WithDefault("40")
    int deliveriesAtOnce();

    /** Sends a second of one bot. */
    @WithDefault("30")
    double sendsPerSecond();

    /** Sends a second within one chat; short bursts beyond it are answered 429. */
    @WithDefault("1")
    double sendsPerSecondInChat();

    /** How old a delivery error reported by Telegram may be to count as going on. */
    @WithDefault("1h")
    Duration deliveryErrorsCountFor();
}
