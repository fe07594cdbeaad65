package dev.parley.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTermsTest {
    private static final Lease NEW = Lease.ask(new ChatId(1), new ProfileId(2));
    private static final LeaseTerms TERMS = new LeaseTerms(Duration.ofSeconds(60), Duration.ofSeconds(20));

    @Test
    void aNewLeaseAllowsEverything() {
        assertThat(TERMS.isFresh(NEW)).isTrue();
        assertThat(TERMS.allowsCall(NEW)).isTrue();
        assertThat(TERMS.allowsWriting(NEW)).isTrue();
    }

    @Test
    void aLeaseIsRenewedBeforeACallLongBeforeItAllowsNone() {
        Lease older = aged(Duration.ofSeconds(18));

        assertThat(TERMS.isFresh(older)).isFalse();
        assertThat(TERMS.allowsCall(older)).isTrue();
    }

    @Test
    void nothingIsCalledThatTheLeaseMightNotOutlast() {
        Lease older = aged(Duration.ofSeconds(36));

        assertThat(TERMS.allowsCall(older)).isFalse();
        assertThat(TERMS.allowsWriting(older)).isTrue();
        assertThat(TERMS.allowsWriting(aged(Duration.ofSeconds(56)))).isFalse();
    }

    @Test
    void aLeaseIsAsOldAsWhatIsLeftOfItSays() {
        Lease found = NEW.ending(System.nanoTime(), Duration.ofSeconds(40), TERMS.whole());

        assertThat(found.isYoungerThan(Duration.ofSeconds(19))).isFalse();
        assertThat(found.isYoungerThan(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void leasesTooShortForACallAreRefusedAtTheStart() {
        assertThatThrownBy(() -> new LeaseTerms(Duration.ofSeconds(9), Duration.ofSeconds(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "parley.dispatch.lease (PT9S) must be longer than parley.dispatch.call-deadline (PT4S) plus PT5S");
    }

    private static Lease aged(Duration age) {
        return NEW.renewed(System.nanoTime() - age.toNanos());
    }
}
