package dev.parley.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final String OLD = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String NEW = "new:"
            + Base64.getEncoder().encodeToString(new byte[] {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30, 31, 32
            });

    @Test
    void aSecretOpensAgain() {
        Vault vault = new Vault(List.of(OLD));

        assertThat(vault.open(vault.seal("4242:töken"))).isEqualTo("4242:töken");
    }

    @Test
    void theSameSecretNeverLooksTheSameTwice() {
        Vault vault = new Vault(List.of(OLD));

        assertThat(vault.seal("token").bytes()).isNotEqualTo(vault.seal("token").bytes());
    }

    @Test
    void whatAnOldKeySealedStillOpensAfterARotation() {
        Sealed before = new Vault(List.of(OLD)).seal("token");
        Vault rotated = new Vault(List.of(NEW, OLD));

        assertThat(rotated.open(before)).isEqualTo("token");
        assertThat(rotated.seal("token").keyId()).isEqualTo("new");
    }

    @Test
    void changedBytesDoNotOpen() {
        Vault vault = new Vault(List.of(OLD));
        Sealed sealed = vault.seal("token");
        sealed.bytes()[sealed.bytes().length - 1] ^= 1;

        assertThatIllegalStateException().isThrownBy(() -> vault.open(sealed));
    }

    @Test
    void aSealedSecretShowsNothingOfItself() {
        assertThat(new Vault(List.of(OLD)).seal("token")).hasToString("Sealed[old]");
    }

    @Test
    void aKeyOfTheWrongLengthIsRefusedAtStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Vault(List.of("k1:AAAA")));
    }
}
