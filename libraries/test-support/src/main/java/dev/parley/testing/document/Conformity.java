package dev.parley.testing.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an exchange is as the document says: the status is one of its operation's, the answer is JSON, and has all
 * required members in their types and no others.
 */
public final class Conformity {
    /** What is answered before anybody knows which operation is meant. */
    private static final Set<Integer> BEFORE_ROUTING = Set.of(400, 401, 404, 405, 408, 413, 415, 429);

    private static final String ERROR_SCHEMA = "/components/schemas/Error";
    private static final String BAD_REQUEST_SCHEMA = "/components/schemas/BadRequest";

    private final ApiDocument document;

    private Conformity(ApiDocument document) {
        this.document = document;
    }

    public static Conformity with(ApiDocument document) {
        return new Conformity(document);
    }

    /**
     * What is wrong with an answer; nothing for what is not the API's.
     *
     * @param path as it was asked for, with its query
     */
    public List<String> flaws(String method, String path, int status, String contentType, String body) {
        String route = tidy(path);
        if (!isApi(route)) {
            return List.of();
        }
        if (!contentType.startsWith("application/json")) {
            return List.of("its content type is " + contentType);
        }
        Optional<JsonNode> value = parse(body);
        if (value.isEmpty()) {
            return List.of("it is no JSON");
        }
        JsonNode schema = document.operation(method, route)
                .map(operation -> document.resolved(operation.response(status)).at("/content/application~1json/schema"))
                .orElseGet(() -> schemaBeforeRouting(status));
        if (schema.isMissingNode()) {
            return List.of("the document has no such answer");
        }
        return document.schemas().flawsStrictly(schema, value.get());
    }

    /** What is wrong with the JSON body of a write that succeeded. */
    public List<String> flawsOfRequest(String method, String path, String body) {
        Optional<DocumentedOperation> operation = document.operation(method, tidy(path));
        Optional<JsonNode> value = parse(body);
        if (operation.isEmpty() || value.isEmpty() || value.get().isEmpty()) {
            return List.of();
        }
        JsonNode schema = operation.get().requestSchema();
        return schema.isMissingNode()
                ? List.of("the document has no such body")
                : document.schemas().flaws(schema, value.get());
    }

    /** What is wrong with an event as a subscriber got it. */
    public List<String> flawsOfEvent(JsonNode event) {
        String type = event.path("type").asText();
        return document.event(type)
                .map(told -> document.schemas().flawsStrictly(told.requestSchema(), event))
                .orElseGet(() -> List.of("the document has no webhook " + type));
    }

    private JsonNode schemaBeforeRouting(int status) {
        return BEFORE_ROUTING.contains(status)
                ? document.json().at(status == 400 ? BAD_REQUEST_SCHEMA : ERROR_SCHEMA)
                : document.json().path("nothing");
    }

    private static Optional<JsonNode> parse(String body) {
        try {
            return Optional.of(ApiDocument.JSON.readTree(body)).filter(value -> !value.isMissingNode());
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    private static String tidy(String path) {
        int query = path.indexOf('?');
        return (query < 0 ? path : path.substring(0, query)).replaceAll("/{2,}", "/");
    }

    private static boolean isApi(String route) {
        return route.equals("/api") || route.startsWith("/api/");
    }
}
