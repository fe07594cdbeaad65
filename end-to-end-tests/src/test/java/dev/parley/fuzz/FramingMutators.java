package dev.parley.fuzz;

import static dev.parley.fuzz.Mutator.Stage.FRAMING;

import dev.parley.fuzz.FramedRequest.Framing;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Tells the end of the body in other ways, some of them wrong. */
final class FramingMutators {
    private FramingMutators() {}

    static List<Mutator> all() {
        return Stream.concat(ofChunks().stream(), ofHeaders().stream()).toList();
    }

    private static List<Mutator> ofChunks() {
        return List.of(
                Mutator.of(
                        "chunked",
                        FRAMING,
                        (draft, dice) -> draft.framing = chunked(dice.of(1, 7, 1_000, 100_000), "0\r\n\r\n", true)),
                Mutator.of(
                        "chunked with trailers",
                        FRAMING,
                        (draft, dice) -> draft.framing = chunked(
                                100, "0\r\n" + dice.of("X: y", "Authorization: Bearer x", "x") + "\r\n\r\n", false)),
                Mutator.of(
                        "chunked without end",
                        FRAMING,
                        (draft, dice) -> draft.framing = chunked(
                                100,
                                dice.of("", "0\r\n", "5\r\nab", "zz\r\n\r\n", "-1\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\n"),
                                false)));
    }

    private static List<Mutator> ofHeaders() {
        return List.of(
                Mutator.of("length wrong", FRAMING, (draft, dice) -> draft.framing = lines(length(draft, dice))),
                Mutator.of(
                        "length and chunked",
                        FRAMING,
                        (draft, dice) -> draft.framing = lines(
                                "Content-Length: " + dice.of("0", "3", "5") + "\r\nTransfer-Encoding: chunked\r\n")),
                Mutator.of(
                        "transfer encoding",
                        FRAMING,
                        (draft, dice) -> draft.framing = lines("Transfer-Encoding: "
                                + dice.of("gzip", "chunked, identity", "xchunked", "", "chunked\u000B", "identity")
                                + "\r\n")),
                Mutator.of(
                        "header line broken",
                        FRAMING,
                        (draft, dice) -> draft.framing = lines(dice.of(
                                        "no colon\r\n",
                                        ": empty\r\n",
                                        "a b: c\r\n",
                                        " folded\r\n",
                                        "X: a\0b\r\n",
                                        "X\u00e9: y\r\n",
                                        "X: a\rb\r\n",
                                        "X : y\r\n")
                                + "Content-Length: " + draft.content.length + "\r\n")),
                Mutator.of(
                        "many headers",
                        FRAMING,
                        (draft, dice) -> draft.framing = lines("X: y\r\n".repeat(dice.of(50, 200, 2_000))
                                + "Content-Length: " + draft.content.length + "\r\n")));
    }

    private static String length(Draft draft, Dice dice) {
        int right = draft.content.length;
        return dice.of(
                "Content-Length: " + (right + 1) + "\r\n",
                "Content-Length: " + Math.max(0, right - 1) + "\r\n",
                "Content-Length: 0\r\n",
                "",
                "Content-Length: -1\r\n",
                "Content-Length: x\r\n",
                "Content-Length:\r\n",
                "Content-Length: 99999999999\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Content-Length: +" + right + "\r\n",
                "Content-Length: " + right + "\r\nContent-Length: " + right + "\r\n",
                "Content-Length: " + right + "\r\nContent-Length: " + (right + 1) + "\r\n",
                "Content-Length: " + right + ", " + right + "\r\n");
    }

    /** The body as it is, after lines that may tell otherwise. */
    private static Framing lines(String lines) {
        return new Framing() {
            @Override
            public byte[] body(Draft draft) {
                return draft.content;
            }

            @Override
            public String lines(Draft draft) {
                return lines;
            }

            @Override
            public boolean complete() {
                return false;
            }
        };
    }

    private static Framing chunked(int size, String end, boolean complete) {
        return new Framing() {
            @Override
            public byte[] body(Draft draft) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                for (int at = 0; at < draft.content.length; at += size) {
                    int length = Math.min(size, draft.content.length - at);
                    out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.write(draft.content, at, length);
                    out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                out.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
                return out.toByteArray();
            }

            @Override
            public String lines(Draft draft) {
                return "Transfer-Encoding: chunked\r\n";
            }

            @Override
            public boolean complete() {
                return complete;
            }
        };
    }
}
