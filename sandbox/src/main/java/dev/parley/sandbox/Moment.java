package dev.parley.sandbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The clock and the dice of the simulated world. An act sees one moment from its beginning to its end; when it is
 * replayed it sees the same one, and so decides the same. Outside of acts it is the time of the machine. Nothing else in
 * the sandbox asks for the time or for random numbers.
 */
public final class Moment {
    private static final ScopedValue<Moment> NOW = ScopedValue.newInstance();
    private static final int WORD = 16;

    private final long micros;
    private final boolean replayed;
    private final SplittableRandom dice;

    private Moment(long micros, boolean replayed) {
        this.micros = micros;
        this.replayed = replayed;
        this.dice = new SplittableRandom(micros);
    }

    /** A moment of the present. */
    static Moment of(long micros) {
        return new Moment(micros, false);
    }

    /** A moment of an earlier life of the sandbox. */
    static Moment replayed(long micros) {
        return new Moment(micros, true);
    }

    /** The time of the machine in microseconds since 1970. */
    static long clock() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    <T> T during(Supplier<T> act) {
        return ScopedValue.where(NOW, this).call(act::get);
    }

    /** Microseconds since 1970. */
    public static long micros() {
        return NOW.isBound() ? NOW.get().micros : clock();
    }

    /** Milliseconds since 1970. */
    public static long millis() {
        return micros() / 1_000;
    }

    public static Instant instant() {
        return Instant.EPOCH.plus(micros(), ChronoUnit.MICROS);
    }

    /** A random number from {@code from} to below {@code to}. */
    public static long random(long from, long to) {
        return dice().nextLong(from, to);
    }

    /** Thirty-two random hexadecimal digits. */
    public static String word() {
        byte[] bytes = new byte[WORD];
        dice().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether this happened before: nothing goes out into the real world then. */
    public static boolean isReplayed() {
        return NOW.isBound() && NOW.get().replayed;
    }

    private static SplittableRandom dice() {
        return NOW.isBound() ? NOW.get().dice : new SplittableRandom();
    }
}
