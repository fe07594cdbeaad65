package dev.parley.secret;

/**
 * A secret as it lies in the database: nonce and AES-256-GCM ciphertext, and which key opens it.
 * {@link #toString()} shows nothing of it.
 */
public record Sealed(String keyId, byte[] bytes) {
    @Override
    public String toString() {
        return "Sealed[" + keyId + "]";
    }
}
