package dev.parley.sandbox.telegram;

import io.smallrye.mutiny.Uni;
import java.util.function.BiFunction;

/**
 * One method of the Bot API.
 *
 * @param name as documented, such as {@code sendMessage}; callers may write it in any case
 * @param kind what faults call it: {@code send}, {@code edit}, {@code ack}, {@code lookup}, {@code file},
 *     {@code connect}
 */
record BotMethod(String name, String kind, Body body) {

    /** A method that answers at once; it runs holding the bot's monitor. */
    static BotMethod of(String name, String kind, BiFunction<Bot, CallParameters, Result> body) {
        return new BotMethod(name, kind, (bot, parameters) -> {
            synchronized (bot) {
                return Uni.createFrom().item(body.apply(bot, parameters));
            }
        });
    }

    /** What a method does; refuses by throwing or failing with a {@link TelegramRefusal}. */
    @FunctionalInterface
    interface Body {
        Uni<Result> call(Bot bot, CallParameters parameters);
    }
}
