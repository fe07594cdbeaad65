package dev.parley.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.lane.Head.StoredAttachment;
import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.Platform;
import dev.parley.profile.Profile;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NextStepTest {
    private static final Duration HOLD = Duration.ofHours(24);

    private final Given given = new Given();

    @Test
    void aHeadThatIsDueIsSent() {
        assertThat(step(Given.SILENT)).isEqualTo(new NextStep.Send());
        given.dueIn = Duration.ofMillis(-1);
        assertThat(step(Given.SILENT)).isEqualTo(new NextStep.Send());
    }

    @Test
    void aHeadThatIsNotDueRests() {
        given.dueIn = Duration.ofMillis(1);

        assertThat(step(Given.SILENT)).isEqualTo(new NextStep.Rest());
    }

    @Test
    void sendsOfALostAccountAreHeldForAWhileAndThenFail() {
        given.status = Profile.Status.EXPIRED;
        given.expiredFor = HOLD.minusMillis(1);
        assertThat(step(Given.SILENT)).isEqualTo(new NextStep.Rest());
        given.expiredFor = HOLD;
        assertThat(step(Given.SILENT)).isEqualTo(new NextStep.Fail(OutcomeRules.DISCONNECTED));
    }

    @Test
    void sendsOfADisconnectedAccountFailEvenWhileTheyAreNotDue() {
        given.status = Profile.Status.INACTIVE;
        given.dueIn = Duration.ofHours(1);

        assertThat(step(Given.SILENT)).isEqualTo(new NextStep.Fail(OutcomeRules.DISCONNECTED));
    }

    @Test
    void mediaAreWaitedForAndASendWithoutItsMediaFails() {
        given.attachment = stored(null);
        given.waitsForMedia = true;
        assertThat(step(Given.SILENT)).isEqualTo(new NextStep.Rest());
        given.waitsForMedia = false;
        assertThat(step(Given.SILENT)).isEqualTo(new NextStep.Fail(OutcomeRules.NO_MEDIA));
        given.attachment = stored("key");
        assertThat(step(Given.SILENT)).isEqualTo(new NextStep.Send());
    }

    @Test
    void anOpenCallOfADeadOwnerIsAccountedForFirst() {
        given.calledAt = Given.CALLED;

        assertThat(step(Given.SILENT)).isEqualTo(new NextStep.AccountFor());
        assertThat(step(Given.ASKABLE)).isEqualTo(new NextStep.AccountFor());
    }

    @Test
    void anOpenCallOfUnknownOutcomeIsAskedForWhereThatIsPossible() {
        given.calledAt = Given.CALLED;
        given.outcomeUnknown = true;

        assertThat(step(Given.ASKABLE)).isEqualTo(new NextStep.Ask((OutcomeProbe) Given.ASKABLE, Given.CALLED));
        assertThat(step(Given.SILENT)).isEqualTo(new NextStep.AccountFor());
    }

    @Test
    void anOpenCallIsLookedAtBeforeTheMedia() {
        given.calledAt = Given.CALLED;
        given.attachment = stored(null);

        assertThat(step(Given.SILENT)).isEqualTo(new NextStep.AccountFor());
    }

    private NextStep step(Platform platform) {
        return NextStep.of(given.on(platform), HOLD);
    }

    private static StoredAttachment stored(@Nullable String mediaKey) {
        return new StoredAttachment("image", mediaKey, "image/png", null, null, 1);
    }
}
