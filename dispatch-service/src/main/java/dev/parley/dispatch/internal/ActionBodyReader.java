package dev.parley.dispatch.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.json.NulCharacters;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads what an action is asked with: an object, empty where there is no body. Refuses what no row can hold. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class ActionBodyReader implements MessageBodyReader<JsonNode> {
    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == JsonNode.class;
    }

    @Override
    public JsonNode readFrom(
            Class<JsonNode> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] bytes = body.readAllBytes();
        if (bytes.length == 0) {
            return Json.object();
        }
        JsonNode request = Json.parseRequest(bytes).orElseThrow(() -> refused("The request is no JSON"));
        if (!request.isObject()) {
            throw refused("The request is no object");
        }
        if (NulCharacters.isIn(request)) {
            throw refused("Text must not contain NUL characters");
        }
        return request;
    }

    private static WebApplicationException refused(String error) {
        return new WebApplicationException(Response.ok(InternalAnswer.refused(400, error), MediaType.APPLICATION_JSON)
                .build());
    }
}
