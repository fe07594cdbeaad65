package dev.parley.manifests;

import static dev.parley.manifests.Resources.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which paths the Ingress, or the HTTPRoute, sends to whom: the customers' routes, and the operator's only if asked for. */
final class WaysIn {
    static final List<Rule> ALL = List.of(WaysIn::everyRouteOfTheCustomersIsReached, WaysIn::nothingElseIsReached);

    private static final Path DOCUMENT = Manifests.ROOT.resolve("api-gateway/src/main/resources/META-INF/openapi");
    private static final String OPERATOR = "/api/admin";
    private static final String OPENED = "/metadata/labels/parley.dev~1operator-api";
    private static final String GATEWAY = "api-gateway";

    /** What is served beside the API. */
    private static final Map<String, String> BESIDE =
            Map.of("/docs", GATEWAY, "/console", GATEWAY, "/hooks", "ingest-service");

    private WaysIn() {}

    private record Way(String path, boolean isPrefix, String service) {
        boolean leadsTo(String route) {
            return route.equals(path) || (isPrefix && route.startsWith(path + "/"));
        }
    }

    static Stream<String> everyRouteOfTheCustomersIsReached(Resources resources) {
        return entrances(resources).flatMap(entrance -> {
            List<Way> ways = ways(entrance).toList();
            Stream<String> customers = routes(false)
                    .filter(route -> ways.stream()
                            .noneMatch(
                                    way -> way.leadsTo(route) && way.service().equals(GATEWAY)));
            Stream<String> operators = routes(true)
                    .filter(_ -> isOpened(entrance))
                    .filter(route -> ways.stream().noneMatch(way -> way.leadsTo(route)));
            return Stream.concat(customers, operators)
                    .map(route -> "%s does not lead to %s".formatted(Manifests.title(entrance), route));
        });
    }

    static Stream<String> nothingElseIsReached(Resources resources) {
        return entrances(resources).flatMap(entrance -> {
            Set<String> named = routes(false).map(WaysIn::beginning).collect(Collectors.toCollection(TreeSet::new));
            Stream<String> ways = ways(entrance)
                    .filter(way -> !isNamed(way, named, isOpened(entrance)))
                    .map(way -> "%s leads to %s".formatted(Manifests.title(entrance), way));
            Stream<String> rest = entrance.at("/spec/defaultBackend").isMissingNode()
                    ? Stream.empty()
                    : Stream.of("%s leads everywhere".formatted(Manifests.title(entrance)));
            return Stream.concat(ways, rest);
        });
    }

    private static boolean isNamed(Way way, Set<String> named, boolean opened) {
        String service = BESIDE.getOrDefault(way.path(), GATEWAY);
        return way.service().equals(service)
                && (BESIDE.containsKey(way.path())
                        || named.contains(way.path())
                        || (opened && way.path().equals(OPERATOR)));
    }

    /** The part of a route by which it is let in: {@code /api/chats}, {@code /media}. */
    private static String beginning(String route) {
        int segments = route.startsWith("/api/") ? 3 : 2;
        return Stream.of(route.split("/")).limit(segments).collect(Collectors.joining("/"));
    }

    private static boolean isOpened(JsonNode entrance) {
        return entrance.at(OPENED).asText().equals("open");
    }

    private static Stream<JsonNode> entrances(Resources resources) {
        return Stream.concat(resources.ofKind("Ingress"), resources.ofKind("HTTPRoute"));
    }

    private static Stream<Way> ways(JsonNode entrance) {
        Stream<Way> paths = each(entrance.at("/spec/rules"))
                .flatMap(rule -> each(rule.at("/http/paths")))
                .map(path -> way(
                        path.path("path"),
                        path.path("pathType"),
                        path.at("/backend/service/name").asText()));
        Stream<Way> matches = each(entrance.at("/spec/rules"))
                .filter(rule -> rule.has("backendRefs"))
                .flatMap(rule -> matches(rule, rule.at("/backendRefs/0/name").asText()));
        return Stream.concat(paths, matches);
    }

    /** A rule without a match takes everything. */
    private static Stream<Way> matches(JsonNode rule, String service) {
        return rule.path("matches").isEmpty()
                ? Stream.of(new Way("/", true, service))
                : each(rule.path("matches"))
                        .map(match -> way(match.at("/path/value"), match.at("/path/type"), service));
    }

    /** What a controller does with a type of its own nobody knows: it counts as everything. */
    private static Way way(JsonNode path, JsonNode type, String service) {
        return switch (type.asText()) {
            case "Prefix", "PathPrefix" -> new Way(path.asText(), true, service);
            case "Exact" -> new Way(path.asText(), false, service);
            default -> new Way("/", true, service);
        };
    }

    /** The routes of the OpenAPI document: the operator's, or the customers'. */
    private static Stream<String> routes(boolean operators) {
        try (Stream<Path> files = Files.list(DOCUMENT)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .map(YamlDocuments::read)
                    .flatMap(List::stream)
                    .flatMap(document -> document.path("paths").propertyStream())
                    .map(Map.Entry::getKey)
                    .filter(route -> route.startsWith(OPERATOR + "/") == operators)
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
