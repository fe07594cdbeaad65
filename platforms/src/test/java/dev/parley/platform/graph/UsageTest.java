package dev.parley.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.mutiny.core.MultiMap;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsageTest {
    @Test
    void noHeaderAsksForNoPause() {
        assertThat(usage("X-Other", "1").pause()).isZero();
    }

    @Test
    void belowFourFifthsThereIsNoPause() {
        assertThat(usage("X-App-Usage", "{\"call_count\":79,\"total_time\":25,\"total_cputime\":25}")
                        .pause())
                .isZero();
    }

    @Test
    void theFullerTheLongerThePause() {
        assertThat(usage("X-Page-Usage", "{\"call_count\":28,\"total_time\":84}")
                        .pause())
                .isEqualTo(Duration.ofMillis(1250));
    }

    @Test
    void instagramsOwnNamesAreUnderstood() {
        assertThat(usage("X-App-Usage", "{\"call_volume\":100,\"cpu_time\":0}").pause())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theTimeToRegainAccessIsHonoured() {
        String header = "{\"104829417290011\":[{\"type\":\"messenger\",\"call_count\":100,\"total_cputime\":25,"
                + "\"total_time\":25,\"estimated_time_to_regain_access\":19}]}";

        assertThat(usage("X-Business-Use-Case-Usage", header).pause()).isEqualTo(Duration.ofMinutes(19));
    }

    @Test
    void whatCannotBeReadSaysNothing() {
        assertThat(usage("X-App-Usage", "busy").pause()).isZero();
    }

    private static Usage usage(String name, String value) {
        return Usage.of(MultiMap.caseInsensitiveMultiMap().add(name, value));
    }
}
