package dev.parley.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes over the wire.
 *
 * @param complete whether a server can tell where it ends; of others only a refusal or a closed connection is expected
 */
record FramedRequest(String method, String target, byte[] bytes, boolean complete) {
    private static final Pattern REPETITION = Pattern.compile("([^\n]{1,12}?)\\1{20,}+");

    /** How the end of the body is told. */
    interface Framing {
        byte[] body(Draft draft);

        /** Header lines, each with its line end. */
        String lines(Draft draft);

        boolean complete();
    }

    private static final Framing LENGTH = new Framing() {
        @Override
        public byte[] body(Draft draft) {
            return draft.content;
        }

        @Override
        public String lines(Draft draft) {
            return draft.content.length == 0 && draft.members == null
                    ? ""
                    : "Content-Length: " + draft.content.length + "\r\n";
        }

        @Override
        public boolean complete() {
            return true;
        }
    };

    static FramedRequest of(Draft draft, int port) {
        @Nullable Framing given = draft.framing;
        Framing framing = given == null ? LENGTH : given;
        StringBuilder head = new StringBuilder();
        head.append(draft.method)
                .append(' ')
                .append(draft.target)
                .append(' ')
                .append(draft.version)
                .append("\r\n");
        if (!draft.hasHeader("Host")) {
            head.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        String authorization = draft.credential.header();
        if (authorization != null) {
            head.append("Authorization: ").append(authorization).append("\r\n");
        }
        for (Field header : draft.headers) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        head.append(framing.lines(draft)).append("\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Percent.utf8(head.toString()));
        all.writeBytes(framing.body(draft));
        return new FramedRequest(draft.method, draft.target, all.toByteArray(), framing.complete());
    }

    /** As a person can read and repeat it: odd bytes as escapes, long repetitions by their count. */
    String shown() {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            int value = each & 0xFF;
            if (value == '\n' || value >= ' ' && value < 0x7F) {
                text.append((char) value);
            } else if (value != '\r') {
                text.append("\\x%02X".formatted(value));
            }
        }
        return REPETITION.matcher(text).replaceAll(FramedRequest::counted);
    }

    private static String counted(MatchResult repetition) {
        String unit = repetition.group(1);
        int times = (repetition.end() - repetition.start()) / unit.length();
        return Matcher.quoteReplacement("«" + unit + "»×" + times);
    }
}
