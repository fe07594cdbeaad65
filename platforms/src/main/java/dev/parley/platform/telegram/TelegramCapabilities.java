package dev.parley.platform.telegram;

import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import dev.parley.platform.TextUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Telegram can do in a private chat with a bot. */
final class TelegramCapabilities {
    /** Beyond this getFile refuses. */
    static final long LARGEST_DOWNLOAD = 20L * 1024 * 1024;

    /** Beyond this a picture is no photo, and goes as a document. */
    static final long LARGEST_PHOTO = 10L * 1024 * 1024;

    private static final long LARGEST_FILE = 50L * 1024 * 1024;
    private static final int LONGEST_TEXT = 4096;

    private TelegramCapabilities() {}

    static Capabilities with(TelegramConfig config) {
        return new Capabilities(
                "Telegram",
                Set.of(Ability.ATTACHMENTS, Ability.EDIT, Ability.REPLY, Ability.KEYBOARD),
                List.of(new Capabilities.TextLimit(LONGEST_TEXT, TextUnit.CHARACTERS)),
                Map.of(
                        "image", LARGEST_FILE,
                        "video", LARGEST_FILE,
                        "audio", LARGEST_FILE,
                        "sticker", LARGEST_FILE,
                        "file", LARGEST_FILE),
                new Capabilities.Rates(config.sendsPerSecond(), config.sendsPerSecondInChat()),
                "webhook");
    }
}
