package dev.parley.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.parley.fuzz.FramedRequest.Framing;
import dev.parley.testing.document.DocumentedOperation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request in the making. Mutators change it stage by stage.
 *
 * <pre>
 *   VALUES  parameters and members ──► encode ──► BYTES  of the body
 *                                                   │
 *                      send ◄── FRAMING  of it all ◄┴── HEAD  method, target, headers
 * </pre>
 */
final class Draft {
    /** Encloses the number of a literal that no JSON tree can hold. */
    private static final char LITERAL = '\uE000';

    final DocumentedOperation operation;
    final Credential credential;
    final Map<String, String> pathValues = new LinkedHashMap<>();
    final List<Field> query = new ArrayList<>();
    final List<Field> headers = new ArrayList<>();
    final List<String> mutations = new ArrayList<>();
    private final List<String> literals = new ArrayList<>();
    private final Set<Mutator.Stage> stages = EnumSet.noneOf(Mutator.Stage.class);

    @Nullable
    ObjectNode members;

    BodyForm form = BodyForm.JSON;
    String method;
    String target = "";
    byte[] content = {};
    String version = "HTTP/1.1";

    @Nullable
    Framing framing;

    /** How the members of a body are written. */
    enum BodyForm {
        JSON,
        FORM,
        MULTIPART
    }

    Draft(DocumentedOperation operation, Credential credential) {
        this.operation = operation;
        this.credential = credential;
        this.method = operation.method();
    }

    /** A value that stands in the body literally, without quotes in JSON. */
    JsonNode literal(String text) {
        literals.add(text);
        return TextNode.valueOf("" + LITERAL + (literals.size() - 1) + LITERAL);
    }

    /** The text with its literals filled in. */
    String withLiterals(String text) {
        String filled = text;
        for (int i = 0; i < literals.size(); i++) {
            filled = filled.replace("" + LITERAL + i + LITERAL, literals.get(i));
        }
        return filled;
    }

    /** JSON with its literals in place of the quoted marks. */
    String json(JsonNode node) {
        String text = node.toString();
        for (int i = 0; i < literals.size(); i++) {
            text = text.replace("\"" + LITERAL + i + LITERAL + "\"", literals.get(i));
        }
        return text;
    }

    /** Turns parameters and members into a target and a body. */
    void encode() {
        target = path() + queryString();
        if (members != null) {
            switch (form) {
                case JSON -> {
                    content = json(members).getBytes(StandardCharsets.UTF_8);
                    header("Content-Type", "application/json");
                }
                case FORM -> {
                    content = FormBody.of(this, members);
                    header("Content-Type", "application/x-www-form-urlencoded");
                }
                case MULTIPART -> MultipartBody.of(this, members).into(this);
            }
        }
    }

    private String path() {
        String path = operation.path();
        for (Map.Entry<String, String> value : pathValues.entrySet()) {
            path = path.replace("{" + value.getKey() + "}", Percent.segment(withLiterals(value.getValue())));
        }
        return path;
    }

    private String queryString() {
        StringBuilder text = new StringBuilder();
        for (Field field : query) {
            text.append(text.isEmpty() ? '?' : '&')
                    .append(Percent.query(field.name()))
                    .append('=')
                    .append(Percent.query(withLiterals(field.value())));
        }
        return text.toString();
    }

    /** Sets a header in place of what it was. */
    void header(String name, String value) {
        headers.removeIf(field -> field.name().equalsIgnoreCase(name));
        headers.add(new Field(name, value));
    }

    boolean hasHeader(String name) {
        return headers.stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
    }

    void damaged(Mutator.Stage stage) {
        stages.add(stage);
    }

    boolean mutated(Mutator.Stage stage) {
        return stages.contains(stage);
    }

    boolean isApi() {
        return operation.path().startsWith("/api/");
    }
}
