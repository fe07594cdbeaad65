package dev.parley.sandbox.graph;

import dev.parley.sandbox.SandboxSettings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads calls: a version or none, a node, an edge; parameters wherever they stand; the token from header or query. */
@ApplicationScoped
class GraphCallReader {
    private static final Pattern VERSION = Pattern.compile("v\\d{1,2}\\.\\d");
    private static final String BEARER = "Bearer ";

    private final SandboxSettings settings;

    GraphCallReader(SandboxSettings settings) {
        this.settings = settings;
    }

    /** Must be called before the request's body starts to flow. */
    Uni<GraphRequest> read(HttpServerRequest request, boolean instagram, String path) {
        Uni<GraphRequest> call = listen(request, instagram, path);
        // Quarkus hands requests over paused.
        request.resume();
        return call;
    }

    private Uni<GraphRequest> listen(HttpServerRequest request, boolean instagram, String path) {
        JsonObject parameters = new JsonObject();
        request.params().forEach(parameters::put);
        String type = String.valueOf(request.getHeader("Content-Type"));
        if (type.startsWith("multipart/form-data") || type.startsWith("application/x-www-form-urlencoded")) {
            return form(request, instagram, path, parameters);
        }
        return UniHelper.toUni(request.body()).map(body -> {
            if (type.startsWith("application/json") && body.length() > 0) {
                parameters.mergeIn(parse(body));
            }
            return call(request, instagram, path, parameters, null);
        });
    }

    private Uni<GraphRequest> form(HttpServerRequest request, boolean instagram, String path, JsonObject parameters) {
        List<GraphRequest.Upload> uploads = new ArrayList<>();
        request.setExpectMultipart(true);
        request.uploadHandler(upload -> {
            Buffer content = Buffer.buffer();
            long[] size = new long[1];
            upload.handler(part -> {
                size[0] += part.length();
                if (size[0] <= settings.keptFileBytes()) {
                    content.appendBuffer(part);
                }
            });
            upload.endHandler(end -> uploads.add(new GraphRequest.Upload(
                    upload.contentType(), size[0], size[0] <= settings.keptFileBytes() ? content : null)));
        });
        return UniHelper.toUni(request.end()).map(end -> {
            request.formAttributes().forEach(parameters::put);
            return call(request, instagram, path, parameters, uploads.isEmpty() ? null : uploads.getFirst());
        });
    }

    private static GraphRequest call(
            HttpServerRequest request,
            boolean instagram,
            String path,
            JsonObject parameters,
            GraphRequest.@Nullable Upload file) {
        List<String> parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        int first = !parts.isEmpty() && VERSION.matcher(parts.getFirst()).matches() ? 1 : 0;
        String node = parts.size() > first ? parts.get(first) : "";
        String edge = String.join("/", parts.subList(Math.min(first + 1, parts.size()), parts.size()));
        return new GraphRequest(
                instagram, request.method().name(), node, edge, parameters, token(request, parameters), file);
    }

    private static @Nullable String token(HttpServerRequest request, JsonObject parameters) {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith(BEARER)
                ? header.substring(BEARER.length())
                : parameters.getString("access_token");
    }

    private static JsonObject parse(Buffer body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException malformed) {
            throw GraphRefusal.badRequest("The request's body is no JSON object");
        }
    }
}
