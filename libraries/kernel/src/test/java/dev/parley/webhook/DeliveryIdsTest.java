package dev.parley.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.id.DeliveryId;
import dev.parley.id.EventId;
import dev.parley.id.WebhookId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryIdsTest {
    private static final WebhookId ENDPOINT = new WebhookId(3_742_987_345_098_239_221L);

    @Test
    void anIdIsAlwaysTheSameAndTellsItsEventBack() {
        EventId event = new EventId(3_742_987_345_098_233_001L);

        DeliveryId id = DeliveryIds.of(event, ENDPOINT);

        assertThat(id).isEqualTo(DeliveryIds.of(event, ENDPOINT)).isNotEqualTo(DeliveryIds.of(event, new WebhookId(7)));
        assertThat(DeliveryIds.eventOf(id, ENDPOINT)).isEqualTo(event);
    }

    @Test
    void noTwoEventsShareAnIdAtOneEndpoint() {
        Set<DeliveryId> seen = new HashSet<>();
        for (long event = 1L << 40; event < (1L << 40) + 100_000; event++) {
            seen.add(DeliveryIds.of(new EventId(event), ENDPOINT));
        }
        assertThat(seen).hasSize(100_000);
    }
}
