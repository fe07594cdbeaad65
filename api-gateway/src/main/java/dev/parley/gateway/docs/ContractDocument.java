package dev.parley.gateway.docs;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Completes the document that stands in {@code META-INF/openapi/*.yaml}: adds to every operation below {@code /api} what
 * holds for all of them, so that no page has to repeat it.
 *
 * <pre>
 *   all               ──► 400, 401, 404, 414, 422, 431, 500, 503
 *   writes            ──► 409, 413, 415; the body also as a form and in parts
 *   not the operator's ──► profile_group_id, and Idempotency-Key for writes
 * </pre>
 */
public class ContractDocument implements OASFilter {
    private static final String JSON = "application/json";
    private static final List<String> FORMS = List.of("application/x-www-form-urlencoded", "multipart/form-data");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith("/api/")) {
                boolean operators = path.startsWith("/api/admin/");
                item.getOperations().forEach((method, operation) -> complete(method, operation, operators));
            }
        });
        ContractEvents.complete(document);
    }

    private static void complete(PathItem.HttpMethod method, Operation operation, boolean operators) {
        answer(operation, "400", "BadRequest");
        answer(operation, "401", "Unauthorized");
        answer(operation, "404", "NotFound");
        answer(operation, "414", "LongAddress");
        answer(operation, "422", "Unprocessable");
        answer(operation, "431", "LargeHeaders");
        answer(operation, "500", "Fault");
        answer(operation, "503", "Unavailable");
        if (!operators) {
            parameter(operation, "ProfileGroup");
        }
        if (method == PathItem.HttpMethod.GET) {
            return;
        }
        answer(operation, "409", "Conflict");
        answer(operation, "413", "TooLarge");
        answer(operation, "415", "UnsupportedMediaType");
        takeForms(operation.getRequestBody());
        if (!operators) {
            parameter(operation, "IdempotencyKey");
        }
    }

    private static void answer(Operation operation, String status, String response) {
        operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().ref("#/components/responses/" + response));
    }

    private static void parameter(Operation operation, String name) {
        operation.addParameter(OASFactory.createParameter().ref("#/components/parameters/" + name));
    }

    private static void takeForms(@Nullable RequestBody body) {
        if (body == null) {
            return;
        }
        Content content = body.getContent();
        MediaType json = content.getMediaType(JSON);
        for (String form : FORMS) {
            content.addMediaType(form, OASFactory.createMediaType().schema(json.getSchema()));
        }
    }
}
