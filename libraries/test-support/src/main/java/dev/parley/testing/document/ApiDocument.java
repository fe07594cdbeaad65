package dev.parley.testing.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The OpenAPI document as a gateway serves it. */
public final class ApiDocument {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final String LOCATION = "/docs/openapi.json";

    private final JsonNode json;
    private final Schemas schemas;
    private final List<Route> routes = new ArrayList<>();

    /** @param literals how much of the path is fixed; the most fixed one that matches is meant */
    private record Route(String path, Pattern pattern, long literals, JsonNode item) {}

    private ApiDocument(JsonNode json) {
        this.json = json;
        this.schemas = new Schemas(json.at("/components/schemas"));
        for (Map.Entry<String, JsonNode> path : json.path("paths").properties()) {
            routes.add(route(path.getKey(), path.getValue()));
        }
        routes.sort(Comparator.comparingLong(Route::literals).reversed());
    }

    /** @param base address of the gateway without a slash at its end */
    public static ApiDocument servedAt(String base) {
        return new ApiDocument(fetch(base));
    }

    private static JsonNode fetch(String base) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + LOCATION))
                    .header("Accept", "application/json")
                    .build();
            return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Route route(String path, JsonNode item) {
        List<String> segments = List.of(path.split("/", -1));
        String pattern = segments.stream()
                .map(segment -> segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment))
                .collect(Collectors.joining("/"));
        long literals =
                segments.stream().filter(segment -> !segment.startsWith("{")).count();
        return new Route(path, Pattern.compile(pattern), literals, item);
    }

    public JsonNode json() {
        return json;
    }

    public Schemas schemas() {
        return schemas;
    }

    public Stream<DocumentedOperation> operations() {
        return routes.stream()
                .flatMap(route -> route.item().properties().stream()
                        .filter(member -> !member.getKey().equals("parameters"))
                        .map(member -> operation(route, member.getKey(), member.getValue())));
    }

    /** @param path without query */
    public Optional<DocumentedOperation> operation(String method, String path) {
        String member = method.toLowerCase(Locale.ROOT);
        return routes.stream()
                .filter(route -> route.item().has(member))
                .filter(route -> route.pattern().matcher(path).matches())
                .findFirst()
                .map(route -> operation(route, member, route.item().path(member)));
    }

    private static DocumentedOperation operation(Route route, String method, JsonNode node) {
        return new DocumentedOperation(method.toUpperCase(Locale.ROOT), route.path(), node);
    }

    /** The types of all events that subscribers are told of. */
    public Set<String> eventTypes() {
        Set<String> types = new TreeSet<>();
        json.path("webhooks").fieldNames().forEachRemaining(types::add);
        return types;
    }

    /** What is posted to a subscriber when an event of this type happens; empty when the document has no such type. */
    public Optional<DocumentedOperation> event(String type) {
        return Optional.of(json.path("webhooks").path(type).path("post"))
                .filter(JsonNode::isObject)
                .map(node -> new DocumentedOperation("POST", type, node));
    }

    /** What is meant, where only a reference stands. */
    public JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : json.at(reference.substring(1));
    }
}
