package dev.parley.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.infrastructure.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path folder;

    @Test
    void areMadeOnceAndKept() {
        assertThat(Secrets.of(home())).isEqualTo(Secrets.of(home()));
    }

    @Test
    void nobodyElseMayReadThem() throws IOException {
        Secrets.of(home());

        assertThat(Files.getPosixFilePermissions(folder.resolve("secrets.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theEncryptionKeyIsThirtyTwoBytesUnderAnId() {
        String[] idAndKey = Secrets.of(home()).encryptionKeys().split(":", 2);

        assertThat(idAndKey[0]).isNotEmpty();
        assertThat(Base64.getDecoder().decode(idAndKey[1])).hasSize(32);
    }

    @Test
    void areNotPrinted() {
        Secrets secrets = Secrets.of(home());

        assertThat(secrets.toString()).doesNotContain(secrets.operatorKey());
    }

    private Home home() {
        return new Home(new Installation(folder), folder);
    }
}
