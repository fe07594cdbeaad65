package dev.parley.log;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One line with everything about one thing that happened. On a terminal it reads {@code send message=msg_… outcome=sent};
 * as JSON each field stands under {@code mdc} as well. Give it ids, names and numbers: never text that people wrote,
 * never a token, never a URL.
 */
public final class CanonicalLogLine {
    private final String name;
    private final Logger logger;
    private final boolean wanted;
    private final Map<String, String> fields = new LinkedHashMap<>();

    private CanonicalLogLine(String name) {
        this.name = name;
        this.logger = Logger.getLogger("parley." + name);
        this.wanted = logger.isLoggable(Level.INFO);
    }

    /** @param name the event's; {@code parley.} and this is also the category it is logged under */
    public static CanonicalLogLine of(String name) {
        return new CanonicalLogLine(name);
    }

    /** A field that is null is left out. */
    public CanonicalLogLine with(String field, @Nullable Object value) {
        if (wanted && value != null) {
            fields.put(field, value.toString());
        }
        return this;
    }

    public void log() {
        if (wanted) {
            ExtLogRecord line = new ExtLogRecord(
                    Level.INFO, text(), ExtLogRecord.FormatStyle.NO_FORMAT, CanonicalLogLine.class.getName());
            line.setLoggerName(logger.getName());
            fields.forEach(line::putMdc);
            logger.logRaw(line);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder(name);
        fields.forEach(
                (field, value) -> text.append(' ').append(field).append('=').append(quoted(value)));
        return text.toString();
    }

    private static String quoted(String value) {
        boolean plain = !value.isEmpty()
                && value.chars().noneMatch(sign -> sign <= ' ' || sign == '"' || sign == '=' || sign == 0x7f);
        return plain
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
    }
}
