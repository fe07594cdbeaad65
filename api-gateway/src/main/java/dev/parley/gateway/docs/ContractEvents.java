package dev.parley.gateway.docs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Completes the webhooks of the document, so that the page of events says of each only when it fires and what it tells.
 *
 * <pre>
 *   webhook with x-data: ReactionData ──► body: an Event of that name whose data are these; headers, answers
 *   schema with x-flat                ──► beside its "object" the members of that object
 * </pre>
 */
final class ContractEvents {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String DATA = "x-data";
    private static final String FLAT = "x-flat";
    private static final List<String> HEADERS = List.of(
            "EventType",
            "DeliveryId",
            "Signature",
            "NextSignature",
            "StandardId",
            "StandardTimestamp",
            "StandardSignature");

    private ContractEvents() {}

    static void complete(OpenAPI document) {
        document.getWebhooks()
                .forEach((type, item) -> item.getOperations().values().forEach(operation -> complete(type, operation)));
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        schemas.values().stream()
                .filter(schema -> schema.get(FLAT) != null)
                .forEach(schema -> flatten(schema, schemas));
    }

    private static void complete(String type, Operation operation) {
        HEADERS.forEach(header ->
                operation.addParameter(OASFactory.createParameter().ref("#/components/parameters/" + header)));
        String data = Objects.requireNonNull(operation.getExtension(DATA), type).toString();
        operation.removeExtension(DATA);
        operation.setRequestBody(OASFactory.createRequestBody()
                .required(true)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json", OASFactory.createMediaType().schema(eventOf(type, data)))));
        operation.setResponses(answers());
        // A subscriber knows Parley by the signature; it shows no key.
        operation.setSecurity(List.of());
    }

    private static Schema eventOf(String type, String data) {
        Schema special = OASFactory.createSchema()
                .addProperty("type", OASFactory.createSchema().constValue(type))
                .addProperty("data", reference(data))
                .additionalPropertiesBoolean(true);
        return OASFactory.createSchema().addAllOf(reference("Event")).addAllOf(special);
    }

    private static Schema reference(String schema) {
        return OASFactory.createSchema().ref(SCHEMAS + schema);
    }

    private static APIResponses answers() {
        return OASFactory.createAPIResponses()
                .addAPIResponse("2XX", answer("EventTaken"))
                .addAPIResponse("410", answer("EventUnwanted"))
                .addAPIResponse("429", answer("EventTooSoon"))
                .addAPIResponse("default", answer("EventNotTaken"));
    }

    private static APIResponse answer(String meaning) {
        return OASFactory.createAPIResponse().ref("#/components/responses/" + meaning);
    }

    private static void flatten(Schema schema, Map<String, Schema> schemas) {
        Schema shown = Objects.requireNonNull(schema.getProperties().get("object"));
        String object = shown.getRef().substring(SCHEMAS.length());
        Schema meant = Objects.requireNonNull(schemas.get(object), object);
        meant.getProperties().forEach(schema::addProperty);
        meant.getRequired().forEach(schema::addRequired);
        schema.set(FLAT, null);
    }
}
