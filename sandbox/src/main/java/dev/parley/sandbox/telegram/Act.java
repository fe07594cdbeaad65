package dev.parley.sandbox.telegram;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** One of Telegram's acts: its name in {@code /control/telegram/acts/{name}}, and what it does with the body. */
record Act(String name, Function<JsonObject, JsonObject> play) {}
