package dev.parley.sandbox;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * A kind of act: what can change the simulated world, and everything that an act needs to happen again.
 *
 * @param name in the journal
 * @param write the input as JSON; what it leaves out is lost when the sandbox stops
 * @param read the input of what {@code write} made
 * @param perform changes the world, by nothing but its input, the world, and {@link Moment}; may refuse by throwing
 */
public record Kind<I, T>(
        String name, Function<I, JsonObject> write, Function<JsonObject, I> read, Function<I, T> perform) {

    /** A kind whose input is JSON already. */
    public static <T> Kind<JsonObject, T> of(String name, Function<JsonObject, T> perform) {
        return new Kind<>(name, Function.identity(), Function.identity(), perform);
    }

    T performRead(JsonObject input) {
        return perform.apply(read.apply(input));
    }
}
