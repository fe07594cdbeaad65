package dev.parley.sandbox.telegram;

import io.vertx.core.json.JsonObject;

/** What a message says about a file besides its bytes; 0 where it does not apply. Durations in seconds. */
record FileShape(int width, int height, int duration) {

    static final FileShape NONE = new FileShape(0, 0, 0);

    /** From {@code width}, {@code height}, {@code duration}, with these as defaults. */
    FileShape changed(JsonObject json) {
        return new FileShape(
                json.getInteger("width", width),
                json.getInteger("height", height),
                json.getInteger("duration", duration));
    }

    FileShape scaledTo(int longest) {
        int most = Math.max(width, height);
        return most <= longest
                ? this
                : new FileShape(Math.max(1, width * longest / most), Math.max(1, height * longest / most), duration);
    }
}
