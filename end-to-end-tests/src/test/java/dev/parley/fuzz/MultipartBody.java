package dev.parley.fuzz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A multipart body whose parts, boundary and ending can be damaged one by one. */
final class MultipartBody {
    static final byte[] PICTURE = java.util.Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    final List<Part> parts = new ArrayList<>();
    String boundary = "fuzz-boundary-7f3a";
    String ending = "--";
    String lineEnd = "\r\n";
    String contentType = "multipart/form-data";

    /** @param head its header lines, without the empty line that ends them */
    record Part(String head, byte[] bytes) {}

    static MultipartBody of(Draft draft, ObjectNode members) {
        MultipartBody body = new MultipartBody();
        for (Field field : FormBody.fields(draft, members)) {
            body.parts.add(field(field.name(), Percent.utf8(field.value())));
        }
        return body;
    }

    static Part field(String name, byte[] value) {
        return new Part("Content-Disposition: form-data; name=\"" + name.replace("\"", "%22") + "\"", value);
    }

    static Part file(String name, String fileName, @Nullable String type, byte[] bytes) {
        String head = "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName + "\"";
        return new Part(type == null ? head : head + "\r\nContent-Type: " + type, bytes);
    }

    void into(Draft draft) {
        draft.content = bytes();
        draft.header("Content-Type", contentType + "; boundary=" + boundary);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : parts) {
            write(out, "--" + boundary + lineEnd + part.head + lineEnd + lineEnd);
            out.writeBytes(part.bytes);
            write(out, lineEnd);
        }
        write(out, "--" + boundary + ending + lineEnd);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
