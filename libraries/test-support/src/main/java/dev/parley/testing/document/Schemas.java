package dev.parley.testing.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The document's schemas, as JSON Schema 2020-12. Strictly read, an object has no other members than those described,
 * unless its schema says that it may; the document itself leaves that open, so that members can be added.
 */
public final class Schemas {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final JsonNode open;
    private final JsonNode strict;
    private final Map<JsonNode, JsonSchema> openOnes = new ConcurrentHashMap<>();
    private final Map<JsonNode, JsonSchema> strictOnes = new ConcurrentHashMap<>();

    Schemas(JsonNode components) {
        this.open = components;
        this.strict = closed(components.deepCopy());
    }

    /** What is wrong with a value that Parley showed. */
    public List<String> flawsStrictly(JsonNode schema, JsonNode value) {
        return flaws(strictOnes.computeIfAbsent(schema, wanted -> compile(strict, closed(wanted.deepCopy()))), value);
    }

    /** What is wrong with a value that a client sent; it may say more than is described. */
    public List<String> flaws(JsonNode schema, JsonNode value) {
        return flaws(openOnes.computeIfAbsent(schema, wanted -> compile(open, wanted)), value);
    }

    private static List<String> flaws(JsonSchema schema, JsonNode value) {
        return schema.validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static JsonSchema compile(JsonNode definitions, JsonNode wanted) {
        ObjectNode root = ApiDocument.JSON.createObjectNode().put("$schema", DIALECT);
        root.set("$defs", definitions);
        root.putArray("allOf").add(wanted);
        return FACTORY.getSchema(root.toString().replace("#/components/schemas/", "#/$defs/"));
    }

    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(Schemas::closed);
        return schema;
    }
}
