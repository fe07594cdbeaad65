package dev.parley.platform;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;

/** What a network counts when it limits text. */
public enum TextUnit {
    /** UTF-16 code units, as Telegram and Messenger count. */
    CHARACTERS {
        @Override
        public int count(String text) {
            return text.length();
        }
    },
    /** Bytes of UTF-8. */
    BYTES {
        @Override
        public int count(String text) {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
    },
    /** What a reader takes for one character. */
    GRAPHEMES {
        @Override
        public int count(String text) {
            BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
            graphemes.setText(text);
            int count = 0;
            while (graphemes.next() != BreakIterator.DONE) {
                count++;
            }
            return count;
        }
    };

    public abstract int count(String text);

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
