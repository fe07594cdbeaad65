package dev.parley.sandbox.telegram;

import io.smallrye.mutiny.Uni;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One method of the Bot API.
 *
 * @param name as documented, such as {@code sendMessage}; callers may write it in any case
 * @param kind what faults call it: {@code send}, {@code edit}, {@code ack}, {@code lookup}, {@code file},
 *     {@code connect}
 * @param prepare brings what the call needs from elsewhere; changes nothing, may fail with a {@link TelegramRefusal}
 * @param body what the method does, at once and holding the bot's monitor; refuses by throwing a
 *     {@link TelegramRefusal}
 */
record BotMethod(
        String name,
        String kind,
        Function<CallParameters, Uni<CallParameters>> prepare,
        BiFunction<Bot, CallParameters, Result> body) {

    /** A method that needs nothing from elsewhere. */
    static BotMethod of(String name, String kind, BiFunction<Bot, CallParameters, Result> body) {
        return new BotMethod(name, kind, parameters -> Uni.createFrom().item(parameters), body);
    }
}
