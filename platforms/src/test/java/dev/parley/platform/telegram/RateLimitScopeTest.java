package dev.parley.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.id.ProfileId;
import dev.parley.platform.SendOutcome.Scope;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitScopeTest {
    private static final ProfileId BOT = new ProfileId(1);
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final RateLimitScope floods = new RateLimitScope();

    @Test
    void oneChatThatIsTooFastHoldsNoOther() {
        assertThat(floods.refusedAt(0, BOT, "jane", WAIT)).isEqualTo(Scope.CHAT);
        assertThat(floods.refusedAt(1, BOT, "jane", WAIT)).isEqualTo(Scope.CHAT);
    }

    @Test
    void aSecondChatRefusedMeanwhileMeansTheWholeBot() {
        floods.refusedAt(0, BOT, "jane", WAIT);

        assertThat(floods.refusedAt(WAIT.toNanos() - 1, BOT, "max", WAIT)).isEqualTo(Scope.PROFILE);
    }

    @Test
    void aSecondChatRefusedLaterIsItsOwnAffair() {
        floods.refusedAt(0, BOT, "jane", WAIT);

        assertThat(floods.refusedAt(WAIT.toNanos(), BOT, "max", WAIT)).isEqualTo(Scope.CHAT);
    }

    @Test
    void anotherBotIsAnotherMatter() {
        floods.refusedAt(0, BOT, "jane", WAIT);

        assertThat(floods.refusedAt(1, new ProfileId(2), "max", WAIT)).isEqualTo(Scope.CHAT);
    }
}
