package dev.parley.fuzz;

import static dev.parley.fuzz.Mutator.Stage.BYTES;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/** Damages the bytes of a body, and what is said about them. */
final class BodyMutators {
    private BodyMutators() {}

    static List<Mutator> all() {
        return List.of(
                Mutator.ofBody(
                        "BOM", BYTES, (draft, _) -> prepend(draft, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})),
                Mutator.ofBody(
                        "UTF-16", BYTES, (draft, dice) -> recode(draft, dice.of("UTF-16", "UTF-16LE", "UTF-32"))),
                Mutator.ofBody("Latin 1", BYTES, (draft, _) -> recode(draft, "ISO-8859-1")),
                Mutator.ofBody("invalid UTF-8", BYTES, BodyMutators::invalidUtf8),
                Mutator.ofBody("trailing garbage", BYTES, BodyMutators::trailing),
                Mutator.ofBody("truncated", BYTES, BodyMutators::truncated),
                Mutator.ofBody("concatenated", BYTES, (draft, _) -> append(draft, draft.content)),
                Mutator.ofBody("a byte changed", BYTES, BodyMutators::flipped),
                Mutator.ofBody("gzip", BYTES, BodyMutators::gzip),
                Mutator.ofBody(
                        "called gzip",
                        BYTES,
                        (draft, dice) -> draft.header(
                                "Content-Encoding", dice.of("gzip", "deflate", "br", "x", "identity, gzip"))),
                Mutator.ofBody("no object", BYTES, BodyMutators::noObject),
                Mutator.ofBody("content type", BYTES, BodyMutators::contentType),
                Mutator.ofBody("charset", BYTES, BodyMutators::charset),
                Mutator.of("unexpected body", BYTES, BodyMutators::unexpected));
    }

    private static void prepend(Draft draft, byte[] first) {
        byte[] rest = draft.content;
        draft.content = first;
        append(draft, rest);
    }

    private static void append(Draft draft, byte[] more) {
        byte[] all = Arrays.copyOf(draft.content, draft.content.length + more.length);
        System.arraycopy(more, 0, all, draft.content.length, more.length);
        draft.content = all;
    }

    private static void recode(Draft draft, String charset) {
        draft.content = new String(draft.content, StandardCharsets.UTF_8).getBytes(Charset.forName(charset));
    }

    private static void invalidUtf8(Draft draft, Dice dice) {
        byte[] wrong = dice.of(
                new byte[] {(byte) 0xFF},
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80});
        int at = dice.below(draft.content.length + 1);
        byte[] tail = Arrays.copyOfRange(draft.content, at, draft.content.length);
        draft.content = Arrays.copyOf(draft.content, at);
        append(draft, wrong);
        append(draft, tail);
    }

    private static void trailing(Draft draft, Dice dice) {
        append(
                draft,
                dice.of("}", "]", " x", "\0", "\n\n{}", ",", "\r\n\r\nGET / HTTP/1.1\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void truncated(Draft draft, Dice dice) {
        draft.content = Arrays.copyOf(draft.content, dice.below(draft.content.length + 1));
    }

    private static void flipped(Draft draft, Dice dice) {
        if (draft.content.length > 0) {
            draft.content[dice.below(draft.content.length)] = (byte) dice.below(256);
        }
    }

    private static void gzip(Draft draft, Dice dice) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(draft.content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        draft.content = zipped.toByteArray();
        if (dice.chance(0.7)) {
            draft.header("Content-Encoding", "gzip");
        }
    }

    private static void noObject(Draft draft, Dice dice) {
        draft.content = dice.of(
                        "[]", "null", "1", "\"x\"", "true", "[{}]", "{", "}", "nul", "''", "{'a':1}", "{a:1}", "/**/{}",
                        "[1,]", "\0")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void contentType(Draft draft, Dice dice) {
        draft.header(
                "Content-Type",
                dice.of(
                        "text/plain",
                        "text/html",
                        "application/xml",
                        "application/json",
                        "application/vnd.api+json",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data",
                        "multipart/form-data; boundary=",
                        "multipart/form-data; boundary=\"\"",
                        "multipart/form-data; boundary=x; boundary=y",
                        "multipart/mixed; boundary=fuzz-boundary-7f3a",
                        "multipart/",
                        "multipart/form-data;",
                        ";",
                        "/",
                        "",
                        "application/json, text/plain",
                        "APPLICATION/JSON ; Charset=\"UTF-8\"",
                        "application/json;;;",
                        "application/" + "x".repeat(3_000),
                        "*/*",
                        "application/octet-stream",
                        "json",
                        "\u0001",
                        "a/b/c"));
    }

    private static void charset(Draft draft, Dice dice) {
        String type = draft.headers.stream()
                .filter(field -> field.name().equalsIgnoreCase("Content-Type"))
                .findFirst()
                .map(Field::value)
                .orElse("application/json");
        draft.header(
                "Content-Type",
                type + "; charset="
                        + dice.of("utf-16", "iso-8859-1", "utf-7", "x-nothing", "", "\"", "utf-8;utf-16", "../../x"));
    }

    private static void unexpected(Draft draft, Dice dice) {
        draft.members = Objects.requireNonNullElseGet(
                draft.members, com.fasterxml.jackson.databind.node.JsonNodeFactory.instance::objectNode);
        draft.content = dice.of("{}", "x=1", "x", "\0\0\0", "{\"id\":1}").getBytes(StandardCharsets.UTF_8);
        if (dice.chance(0.5)) {
            draft.header(
                    "Content-Type", dice.of("application/json", "text/plain", "application/x-www-form-urlencoded"));
        }
    }
}
