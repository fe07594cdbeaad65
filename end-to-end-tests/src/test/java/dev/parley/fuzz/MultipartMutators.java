package dev.parley.fuzz;

import static dev.parley.fuzz.Mutator.Stage.BYTES;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.fuzz.MultipartBody.Part;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Multipart bodies in all damaged shapes. */
final class MultipartMutators {
    private static final byte[] X = {'x'};

    private MultipartMutators() {}

    static List<Mutator> all() {
        return List.of(
                damage("multipart unclosed", (body, dice) -> body.ending = dice.of("", "-", "\r\n", "--x")),
                damage("multipart without parts", (body, _) -> body.parts.clear()),
                damage("multipart of 1,000 parts", (body, _) -> many(body)),
                damage("multipart nested", (body, _) -> nest(body)),
                damage("multipart with bare line feeds", (body, _) -> body.lineEnd = "\n"),
                damage(
                        "multipart boundary",
                        (body, dice) -> body.boundary = dice.of("", "x".repeat(300), "a b", "\"q\"", "é", "--")),
                damage("multipart part head", (body, dice) -> body.parts.add(new Part(head(dice), X))),
                damage("multipart file", (body, dice) -> body.parts.add(file(dice))),
                damage("multipart repeated field", (body, _) -> body.parts.addAll(List.copyOf(body.parts))),
                damage(
                        "multipart subtype",
                        (body, dice) -> body.contentType =
                                dice.of("multipart/mixed", "multipart/byteranges", "multipart/form-data; x=y")),
                Mutator.ofBody("multipart cut", BYTES, MultipartMutators::cut),
                Mutator.ofBody("multipart boundary misnamed", BYTES, MultipartMutators::misnamed));
    }

    private static Mutator damage(String name, BiConsumer<MultipartBody, Dice> act) {
        return Mutator.ofBody(name, BYTES, (draft, dice) -> {
            MultipartBody body = of(draft);
            act.accept(body, dice);
            body.into(draft);
        });
    }

    private static MultipartBody of(Draft draft) {
        return MultipartBody.of(
                draft, Objects.requireNonNullElseGet(draft.members, JsonNodeFactory.instance::objectNode));
    }

    private static void many(MultipartBody body) {
        for (int i = 0; i < 1_000; i++) {
            body.parts.add(MultipartBody.field("p" + i, X));
        }
    }

    private static void nest(MultipartBody body) {
        byte[] inner = body.bytes();
        body.parts.clear();
        body.parts.add(new Part(
                "Content-Disposition: form-data; name=\"media[]\"\r\nContent-Type: multipart/mixed; boundary="
                        + body.boundary,
                inner));
    }

    private static String head(Dice dice) {
        return dice.of(
                "Content-Disposition: form-data",
                "Content-Disposition: form-data; name=\"\"",
                "Content-Disposition: form-data; name=body",
                "Content-Disposition: form-data; name=\"body",
                "Content-Disposition: attachment; name=\"body\"",
                "Content-Disposition: form-data; name=\"body\"; name=\"text\"",
                "Content-Disposition: form-data; name=\"body\"\r\nContent-Transfer-Encoding: base64",
                "Content-Disposition: form-data; name=\"body\"\r\nContent-Transfer-Encoding: x",
                "Content-Disposition: form-data; name=\"body\"\r\nContent-Type: text/plain; charset=x-nothing",
                "Content-Disposition: form-data; name=\"body\"\r\nContent-Type: text/plain; charset=utf-16",
                "Content-Disposition: form-data; name=\"body\"\r\nContent-Length: 99999999999999999999",
                "Content-Disposition: form-data; name=\"media[]\"; filename*=x-nothing''%FF",
                "Content-Disposition: form-data; name=\"media[]\"; filename*=utf-8''%00",
                "Content-Disposition: form-data; name=\"media[]\"; filename=\"\"",
                "Content-Disposition:",
                "X: y",
                "",
                "no colon",
                "Content-Disposition: form-data; name=\"" + "n".repeat(5_000) + "\"");
    }

    private static Part file(Dice dice) {
        String name = dice.of("media[]", "media", "body", "media[0]", "text", "reply_markup");
        String fileName = dice.of("a.png", "", "../../x", "a\0b.png", "a.exe", "n".repeat(1_000), "é👋.jpg", "con");
        String type = dice.of("image/png", "text/plain", "application/octet-stream", "x", "multipart/mixed");
        byte[] bytes = dice.of(
                MultipartBody.PICTURE, new byte[0], new byte[70_000], "<svg/>".getBytes(StandardCharsets.UTF_8));
        return MultipartBody.file(name, fileName, type, bytes);
    }

    private static void cut(Draft draft, Dice dice) {
        of(draft).into(draft);
        draft.content = Arrays.copyOf(draft.content, dice.below(draft.content.length));
    }

    private static void misnamed(Draft draft, Dice dice) {
        of(draft).into(draft);
        draft.header(
                "Content-Type",
                "multipart/form-data; boundary=" + dice.of("another", "\"fuzz", "fuzz-boundary-7f3", "x y", "\"\""));
    }
}
