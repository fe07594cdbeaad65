package dev.parley.gateway.docs;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Adds to every operation what holds for all: the key, the errors, the idempotency key, and the bodies of writes. */
public class ContractDocument implements OASFilter {
    private static final String KEY = "api_key";
    private static final String ERROR = "Error";
    private static final Map<String, String> ERRORS = Map.of(
            "400", "The request cannot be meant: a parameter is missing or unreadable.",
            "401", "The key is missing, unknown or revoked.",
            "404", "It does not exist, or lies outside the key's scope.",
            "422", "A rule is broken, or the platform refuses; the text says which.",
            "503", "Not possible right now; try again later.");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents()
                .addSecurityScheme(
                        KEY,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("An API key; for /api/admin the operator's key."))
                .addSchema(ERROR, errorSchema());
        document.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(KEY));
        document.getPaths().getPathItems().forEach(ContractDocument::complete);
    }

    private static Schema errorSchema() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("Every refusal has a string error; further members depend on the kind of refusal.")
                .required(List.of("error"))
                .addProperty("error", text("What is wrong, for a person to read."))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(text("One broken rule."))
                                .description("Each broken rule by itself, where a resource has several."))
                .addProperty("error_code", text("A name for the refusal, where connecting an account was refused."))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .description("400, when a parameter is missing or the body unreadable."))
                .addProperty("message", text("Which parameter is missing, when one is."));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }

    private static void complete(String path, PathItem item) {
        item.getOperations().forEach((method, operation) -> {
            boolean write = method != PathItem.HttpMethod.GET;
            ERRORS.forEach((status, description) -> addError(operation, status, description));
            if (operation.getSummary() == null) {
                operation.setSummary(Summaries.of(method + " " + path));
            }
            if (write) {
                operation.addParameter(idempotencyKey());
                RequestBodies.of(method + " " + path).ifPresent(operation::setRequestBody);
            }
            operation.addParameter(group());
        });
    }

    private static void addError(Operation operation, String status, String description) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        Content content = OASFactory.createContent()
                .addMediaType(
                        "application/json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/" + ERROR)));
        APIResponse response =
                OASFactory.createAPIResponse().description(description).content(content);
        operation.getResponses().addAPIResponse(status, response);
    }

    private static Parameter idempotencyKey() {
        return OASFactory.createParameter()
                .name("Idempotency-Key")
                .in(Parameter.In.HEADER)
                .description(
                        "Up to 255 characters. The same request under the same key gets the first answer again, for 24 hours.")
                .schema(text("Any text.").maxLength(255));
    }

    private static Parameter group() {
        return OASFactory.createParameter()
                .name("profile_group_id")
                .in(Parameter.In.QUERY)
                .description("Narrows the request to one profile group.")
                .schema(text("A group's id."));
    }
}
