package dev.parley.standalone.run;

import dev.parley.standalone.control.PrivateFile;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What must stay the same over restarts and nobody else may know. Made on the first start.
 *
 * @param encryptionKeys as {@code parley.secrets.keys} takes them: id, colon, 32 bytes in base64
 * @param apiKey for the person who runs this; null until the gateway has made it
 */
public record Secrets(
        String databasePassword,
        String encryptionKeys,
        String internalSecret,
        String operatorKey,
        @Nullable String apiKey) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    static Secrets of(Home home) {
        PrivateFile file = home.secrets();
        try {
            Secrets known = file.read(Secrets.class).orElse(null);
            if (known != null) {
                return known;
            }
            Secrets fresh = fresh();
            file.write(fresh);
            return fresh;
        } catch (IOException e) {
            throw new StartFailure("The secrets in " + home.folder() + " cannot be used: " + e.getMessage(), e);
        }
    }

    static Secrets fresh() {
        return new Secrets(word(), "k1:" + base64(), word(), "op_" + word(), null);
    }

    Secrets withApiKey(String key) {
        return new Secrets(databasePassword, encryptionKeys, internalSecret, operatorKey, key);
    }

    /** A fresh random word that needs no escaping anywhere. */
    static String word() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random()).replaceAll("[-_]", "x");
    }

    private static String base64() {
        return Base64.getEncoder().encodeToString(random());
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "Secrets[…]";
    }
}
