package dev.parley.secret;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals and opens secrets with AES-256-GCM under keys from the configuration. */
@Singleton
public class Vault {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final Map<String, SecretKey> keys = new HashMap<>();
    private final String current;
    private final SecureRandom random = new SecureRandom();

    @Inject
    public Vault(SecretsConfig config) {
        this(config.keys());
    }

    public Vault(List<String> idsAndKeys) {
        for (String idAndKey : idsAndKeys) {
            int colon = idAndKey.indexOf(':');
            byte[] key = Base64.getDecoder().decode(idAndKey.substring(colon + 1));
            if (colon < 1 || key.length != KEY_BYTES) {
                throw new IllegalArgumentException("parley.secrets.keys wants id:base64 of 32 bytes");
            }
            keys.put(idAndKey.substring(0, colon), new SecretKeySpec(key, "AES"));
        }
        String first = idsAndKeys.getFirst();
        current = first.substring(0, first.indexOf(':'));
    }

    /** The id of the key that seals. */
    public String currentKey() {
        return current;
    }

    public Sealed seal(String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] ciphertext = run(Cipher.ENCRYPT_MODE, current, nonce, secret.getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + ciphertext.length);
        System.arraycopy(ciphertext, 0, both, NONCE_BYTES, ciphertext.length);
        return new Sealed(current, both);
    }

    /** @throws IllegalStateException when the key is not configured or the bytes were changed */
    public String open(Sealed sealed) {
        byte[] nonce = Arrays.copyOf(sealed.bytes(), NONCE_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(sealed.bytes(), NONCE_BYTES, sealed.bytes().length);
        return new String(run(Cipher.DECRYPT_MODE, sealed.keyId(), nonce, ciphertext), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, String keyId, byte[] nonce, byte[] input) {
        SecretKey key = keys.get(keyId);
        if (key == null) {
            throw new IllegalStateException("no key " + keyId + " in parley.secrets.keys");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException("a secret sealed with key " + keyId + " does not open", refused);
        }
    }
}
