package dev.parley.sandbox.bluesky;

/** Positions in logs: thirteen characters of sortable base32, ever rising, so that texts compare like numbers. */
final class Revs {
    private static final String ALPHABET = "234567abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 13;

    private long last;

    synchronized String next() {
        last = Math.max(last + 1, System.currentTimeMillis() * 1000);
        char[] text = new char[LENGTH];
        long rest = last;
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(text);
    }
}
