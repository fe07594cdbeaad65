package dev.parley.media;

/** Where in which bucket objects lie. */
record S3Place(String bucket, String prefix) {
    String nameOf(MediaKey key) {
        return prefix + key.text();
    }
}
