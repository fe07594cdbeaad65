package dev.parley.sandbox.telegram;

import java.util.List;

/** Some methods that belong together. Every bean of this type is part of the Bot API. */
interface MethodGroup {

    List<BotMethod> methods();
}
