package dev.parley.secret;

import dev.parley.secret.SecretsConfig.Binding;
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

/**
 * Seals and opens secrets with AES-256-GCM under keys from the configuration. The place of a secret is its associated
 * data: the ciphertext of one row does not open in another.
 */
@Singleton
public class SecretCipher {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final Map<String, SecretKey> keys = new HashMap<>();
    private final String current;
    private final Binding binding;
    private final SecureRandom random = new SecureRandom();

    @Inject
    public SecretCipher(SecretsConfig config) {
        this(config.keys(), config.binding());
    }

    public SecretCipher(List<String> idsAndKeys) {
        this(idsAndKeys, Binding.ON);
    }

    public SecretCipher(List<String> idsAndKeys, Binding binding) {
        this.binding = binding;
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

    /** What {@link Sealed#keyId()} is for a secret that is sealed now. */
    public String currentKey() {
        return binding == Binding.OFF ? current : current + Sealed.BOUND;
    }

    /** Seals a secret that will be stored in this place. */
    public Sealed seal(String secret, SecretPlace place) {
        Sealed empty = new Sealed(currentKey(), new byte[0]);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] ciphertext = run(Cipher.ENCRYPT_MODE, empty, place, nonce, secret.getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + ciphertext.length);
        System.arraycopy(ciphertext, 0, both, NONCE_BYTES, ciphertext.length);
        return new Sealed(empty.keyId(), both);
    }

    /**
     * Opens a secret that is stored in this place.
     *
     * @throws IllegalStateException when the key is not configured, the bytes were changed, or the secret was sealed for
     *     another place
     */
    public String open(Sealed sealed, SecretPlace place) {
        if (binding == Binding.REQUIRED && !sealed.isBound()) {
            throw new IllegalStateException(
                    place.table() + "." + place.column() + " of " + place.row() + " is not bound to its row");
        }
        byte[] nonce = Arrays.copyOf(sealed.bytes(), NONCE_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(sealed.bytes(), NONCE_BYTES, sealed.bytes().length);
        return new String(run(Cipher.DECRYPT_MODE, sealed, place, nonce, ciphertext), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, Sealed sealed, SecretPlace place, byte[] nonce, byte[] input) {
        SecretKey key = keys.get(sealed.configuredKey());
        if (key == null) {
            throw new IllegalStateException("no key " + sealed.configuredKey() + " in parley.secrets.keys");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            if (sealed.isBound()) {
                cipher.updateAAD(place.associatedData());
            }
            return cipher.doFinal(input);
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException(
                    "a secret sealed with key " + sealed.configuredKey() + " does not open in " + place.table() + "."
                            + place.column() + " of " + place.row(),
                    refused);
        }
    }
}
