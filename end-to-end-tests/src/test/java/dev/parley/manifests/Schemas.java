package dev.parley.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The kinds that the manifests use, as strictly as the API servers and operators see them: what a schema does not name is
 * a fault. Where they come from says resources/manifests/README.md.
 */
final class Schemas {
    private static final List<String> FILES =
            List.of("kubernetes", "keda", "gateway-api", "prometheus-operator", "cloudnative-pg", "strimzi");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

    private final Map<String, JsonSchema> byKind = new HashMap<>();

    Schemas() {
        FILES.forEach(this::load);
    }

    private void load(String name) {
        try (InputStream file = Schemas.class.getResourceAsStream("/manifests/schemas/" + name + ".json")) {
            JsonNode schemas = JSON.readTree(file);
            schemas.path("kinds").properties().forEach(kind -> {
                ObjectNode schema = JSON.createObjectNode();
                schema.set("$ref", kind.getValue());
                schema.set("definitions", schemas.path("definitions"));
                byKind.put(kind.getKey(), FACTORY.getSchema(schema));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the resource, one line each. */
    List<String> faults(JsonNode resource) {
        String kind = resource.path("apiVersion").asText() + "/"
                + resource.path("kind").asText();
        JsonSchema schema = byKind.get(kind);
        if (schema == null) {
            return List.of("no schema is known for " + kind);
        }
        return schema.validate(resource).stream()
                .map(ValidationMessage::getMessage)
                .map(message -> Manifests.title(resource) + ": " + message)
                .toList();
    }
}
