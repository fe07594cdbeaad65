package dev.parley.poller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.HostileConnections;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The idle timeout is a deadline for the head: bytes that complete no head do not extend it. */
@QuarkusTest
@TestProfile(SlowHeadsTest.Impatient.class)
class SlowHeadsTest {
    @ConfigProperty(name = "test.url")
    String front;

    @TestHTTPResource(value = "/", management = true)
    String management;

    @Test
    void aHeadThatComesByteByByteIsGivenUp() {
        assertThat(new HostileConnections(front).slowHeadsAreGivenUp()).isTrue();
        assertThat(new HostileConnections(management).slowHeadsAreGivenUp()).isTrue();
    }

    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.idle-timeout", "2s", "quarkus.management.idle-timeout", "2s");
        }
    }
}
