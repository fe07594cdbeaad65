package dev.parley.secret;

/**
 * A secret as the database stores it: nonce and AES-256-GCM ciphertext. {@link #toString()} shows nothing of it.
 *
 * @param keyId the id of the key that opens it, followed by {@link #BOUND} when it opens in its own place only
 */
public record Sealed(String keyId, byte[] bytes) {
    /** An id in {@code parley.secrets.keys} ends at its colon, so none can end with this. */
    static final String BOUND = ":row";

    /** Whether table, column and row are authenticated with the ciphertext. */
    public boolean isBound() {
        return keyId.endsWith(BOUND);
    }

    /** The key's id in {@code parley.secrets.keys}. */
    String configuredKey() {
        return isBound() ? keyId.substring(0, keyId.length() - BOUND.length()) : keyId;
    }

    @Override
    public String toString() {
        return "Sealed[" + keyId + "]";
    }
}
