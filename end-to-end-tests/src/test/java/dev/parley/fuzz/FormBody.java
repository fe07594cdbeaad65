package dev.parley.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Members of a body as an HTML form names them: {@code a[b]} for members of members, {@code a[]} for items. */
final class FormBody {
    private FormBody() {}

    static byte[] of(Draft draft, ObjectNode members) {
        StringBuilder text = new StringBuilder();
        for (Field field : fields(draft, members)) {
            text.append(text.isEmpty() ? "" : "&")
                    .append(Percent.query(field.name()))
                    .append('=')
                    .append(Percent.query(field.value()));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static List<Field> fields(Draft draft, ObjectNode members) {
        List<Field> fields = new ArrayList<>();
        members.properties().forEach(member -> add(draft, fields, member.getKey(), member.getValue()));
        return fields;
    }

    private static void add(Draft draft, List<Field> fields, String name, JsonNode value) {
        if (value.isObject()) {
            value.properties()
                    .forEach(member -> add(draft, fields, name + "[" + member.getKey() + "]", member.getValue()));
        } else if (value.isArray()) {
            value.forEach(item -> add(draft, fields, name + "[]", item));
        } else {
            fields.add(new Field(draft.withLiterals(name), draft.withLiterals(value.asText())));
        }
    }
}
