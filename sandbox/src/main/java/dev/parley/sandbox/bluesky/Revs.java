package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.Numbers;

/** Positions in logs: thirteen characters of sortable base32, ever rising, so that texts compare like numbers. */
final class Revs {
    private static final String ALPHABET = "234567abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 13;

    private final Numbers numbers = new Numbers();

    String next() {
        char[] text = new char[LENGTH];
        long rest = numbers.next();
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(text);
    }
}
