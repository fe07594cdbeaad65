package dev.parley.platform;

import dev.parley.profile.Profile;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Counts, by platform, what {@link SubscriptionCheck}s find. */
@Singleton
public class WebhookHealth {
    private static final Logger LOG = Logger.getLogger(WebhookHealth.class);

    private final MeterRegistry metrics;

    public WebhookHealth(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** A subscription was lost and has been set up again. */
    public void repaired(Profile profile) {
        counter("parley.platform.webhook.repaired", "Webhooks found lost and set up again", profile)
                .increment();
        LOG.warnf("webhook repaired platform=%s profile=%s", profile.platform(), profile.id());
    }

    /** The platform says that it could not deliver to us lately, and that so much waits. */
    public void failing(Profile profile, long waiting) {
        counter("parley.platform.webhook.failing", "Checks in which the platform reported delivery errors", profile)
                .increment();
        LOG.warnf("webhook failing platform=%s profile=%s waiting=%d", profile.platform(), profile.id(), waiting);
    }

    private Counter counter(String name, String description, Profile profile) {
        return Counter.builder(name)
                .description(description)
                .tag("platform", profile.platform())
                .register(metrics);
    }
}
