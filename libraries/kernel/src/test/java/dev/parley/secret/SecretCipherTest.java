package dev.parley.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.secret.SecretsConfig.Binding;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretCipherTest {
    private static final String OLD = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String NEW = "new:"
            + Base64.getEncoder().encodeToString(new byte[] {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30, 31, 32
            });

    private static final SecretPlace HERE = SecretPlace.profileCredentials(7);

    @Test
    void aSecretOpensAgain() {
        SecretCipher vault = new SecretCipher(List.of(OLD));

        assertThat(vault.open(vault.seal("4242:töken", HERE), HERE)).isEqualTo("4242:töken");
    }

    @Test
    void theSameSecretNeverLooksTheSameTwice() {
        SecretCipher vault = new SecretCipher(List.of(OLD));

        assertThat(vault.seal("token", HERE).bytes())
                .isNotEqualTo(vault.seal("token", HERE).bytes());
    }

    @Test
    void whatAnOldKeySealedStillOpensAfterARotation() {
        Sealed before = new SecretCipher(List.of(OLD)).seal("token", HERE);
        SecretCipher rotated = new SecretCipher(List.of(NEW, OLD));

        assertThat(rotated.open(before, HERE)).isEqualTo("token");
        assertThat(rotated.seal("token", HERE).keyId()).isEqualTo("new:row");
    }

    @Test
    void changedBytesDoNotOpen() {
        SecretCipher vault = new SecretCipher(List.of(OLD));
        Sealed sealed = vault.seal("token", HERE);
        sealed.bytes()[sealed.bytes().length - 1] ^= 1;

        assertThatIllegalStateException().isThrownBy(() -> vault.open(sealed, HERE));
    }

    @Test
    void aSealedSecretShowsNothingOfItself() {
        assertThat(new SecretCipher(List.of(OLD)).seal("token", HERE)).hasToString("Sealed[old:row]");
    }

    @Test
    void aKeyOfTheWrongLengthIsRefusedAtStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretCipher(List.of("k1:AAAA")));
    }

    @ParameterizedTest
    @MethodSource
    void aSecretCopiedToAnotherPlaceDoesNotOpen(SecretPlace copied) {
        SecretCipher vault = new SecretCipher(List.of(OLD));
        Sealed sealed = vault.seal("token", HERE);

        assertThatIllegalStateException().isThrownBy(() -> vault.open(sealed, copied));
        Sealed calledUnbound = new Sealed("old", sealed.bytes());
        assertThatIllegalStateException().isThrownBy(() -> vault.open(calledUnbound, copied));
        assertThatIllegalStateException().isThrownBy(() -> vault.open(calledUnbound, HERE));
    }

    static Stream<SecretPlace> aSecretCopiedToAnotherPlaceDoesNotOpen() {
        return Stream.of(
                SecretPlace.profileCredentials(8),
                SecretPlace.profileCredentials(77),
                SecretPlace.placementCredentials(7),
                SecretPlace.webhookSecret(7),
                SecretPlace.previousWebhookSecret(7),
                new SecretPlace("profiles", "credential", "s7"),
                new SecretPlace("profile", "scredentials", "7"));
    }

    @Test
    void aCurrentSecretDoesNotOpenAsThePreviousOne() {
        SecretCipher vault = new SecretCipher(List.of(OLD));
        Sealed current = vault.seal("token", SecretPlace.webhookSecret(7));

        assertThatIllegalStateException().isThrownBy(() -> vault.open(current, SecretPlace.previousWebhookSecret(7)));
    }

    @Test
    void aSecretSealedBeforeBindingIsReadUntilBindingIsRequired() {
        Sealed before = new SecretCipher(List.of(OLD), Binding.OFF).seal("token", HERE);

        assertThat(before.keyId()).isEqualTo("old");
        assertThat(new SecretCipher(List.of(OLD), Binding.ON).open(before, HERE))
                .isEqualTo("token");
        assertThatIllegalStateException()
                .isThrownBy(() -> new SecretCipher(List.of(OLD), Binding.REQUIRED).open(before, HERE))
                .withMessageContaining("not bound");
        assertThatIllegalStateException()
                .as("renamed by somebody who writes to the database")
                .isThrownBy(() -> new SecretCipher(List.of(OLD), Binding.REQUIRED)
                        .open(new Sealed("old:row", before.bytes()), HERE));
    }

    @Test
    void whileBindingIsOffBoundSecretsAreStillRead() {
        Sealed bound = new SecretCipher(List.of(OLD), Binding.REQUIRED).seal("token", HERE);

        assertThat(new SecretCipher(List.of(OLD), Binding.OFF).open(bound, HERE))
                .isEqualTo("token");
    }

    /** As a version before binding would read it: clearly refused, never garbage. */
    @Test
    void theKeyIdOfABoundSecretCannotBeConfigured() {
        Sealed bound = new SecretCipher(List.of(OLD)).seal("token", HERE);

        assertThat(bound.keyId()).contains(":");
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretCipher(List.of("old:row:" + OLD.substring(4))));
    }
}
