package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.testing.document.ApiDocument;
import dev.parley.testing.document.DocumentedOperation;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The document is complete; that it is true is seen with every answer of the other tests. */
@QuarkusTest
class ApiDocumentTest {
    private final ApiDocument document = Api.document();

    @Test
    void everyRouteIsDocumentedAndNothingElse() throws IOException {
        Set<String> documented = document.operations()
                .map(DocumentedOperation::name)
                .filter(name -> name.contains(" /api/"))
                .map(ApiDocumentTest::nameless)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> routes =
                resources().flatMap(ApiDocumentTest::routes).collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(routes);
        assertThat(document.json().path("openapi").asText()).startsWith("3.1");
    }

    @Test
    void itSaysWhatItIsTheDocumentOf() {
        JsonNode info = document.json().path("info");
        assertThat(info.path("title").asText()).isEqualTo("Parley");
        assertThat(info.path("version").asText()).isNotEqualTo("1.0");
        assertThat(info.path("description").asText()).contains("Telegram and Bluesky");
    }

    private static Stream<Class<?>> resources() throws IOException {
        java.nio.file.Path classes = java.nio.file.Path.of("target/classes");
        try (Stream<java.nio.file.Path> files = Files.walk(classes)) {
            return files
                    .map(file -> classes.relativize(file).toString().replace('/', '.'))
                    .filter(name -> name.endsWith("Resource.class"))
                    .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    .toList()
                    .stream();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiDocumentTest.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Stream<String> routes(Class<?> resource) {
        String base = resource.getAnnotation(Path.class).value();
        return Arrays.stream(resource.getDeclaredMethods())
                .flatMap(method -> Arrays.stream(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(Objects::nonNull)
                        .map(http -> nameless(http.value() + " " + base + suffix(method.getAnnotation(Path.class)))));
    }

    private static String suffix(@Nullable Path path) {
        return path == null ? "" : path.value();
    }

    private static String nameless(String route) {
        return route.replaceAll("\\{[^}]+}", "{}");
    }

    @Test
    void everyOperationSaysWhatItDoesAndWhatCanComeBack() {
        document.operations().forEach(operation -> {
            JsonNode node = operation.node();
            assertThat(node.path("summary").asText()).as(operation.name()).isNotBlank();
            assertThat(node.path("operationId").asText()).as(operation.name()).isNotBlank();
            assertThat(node.path("tags")).as(operation.name()).hasSize(1);
            for (JsonNode response : node.path("responses")) {
                assertThat(document.resolved(response).path("description").asText())
                        .as(operation.name())
                        .isNotBlank();
            }
            for (JsonNode parameter : node.path("parameters")) {
                assertThat(document.resolved(parameter).path("description").asText())
                        .as("%s %s", operation.name(), parameter)
                        .isNotBlank();
            }
            if (operation.name().contains(" /api/")) {
                Set<String> statuses = names(node.path("responses"));
                assertThat(statuses).as(operation.name()).contains("400", "401", "404", "422", "503");
                assertThat(statuses.contains("415"))
                        .as(operation.name())
                        .isEqualTo(!operation.name().startsWith("GET "));
            }
        });
        assertThat(document.operations().map(operation -> operation.node().path("operationId")))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyFieldIsDescribed() {
        for (Map.Entry<String, JsonNode> schema :
                document.json().at("/components/schemas").properties()) {
            assertDescribed(schema.getKey(), schema.getValue());
        }
    }

    private void assertDescribed(String name, JsonNode schema) {
        assertThat(document.resolved(schema).path("description").asText())
                .as(name)
                .isNotBlank();
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            assertDescribed(name + "." + member.getKey(), member.getValue());
        }
    }

    @Test
    void examplesAreWhatTheirSchemasSay() {
        List<String> flaws = new ArrayList<>();
        int examples = 0;
        for (JsonNode media : document.json().findValues("application/json")) {
            if (media.has("example")) {
                flaws.addAll(document.schemas().flawsStrictly(media.path("schema"), media.path("example")));
                examples++;
            }
        }
        for (JsonNode schema : document.json().at("/components/schemas")) {
            for (JsonNode example : schema.path("examples")) {
                flaws.addAll(document.schemas().flawsStrictly(schema, example));
                examples++;
            }
        }
        assertThat(flaws).isEmpty();
        assertThat(examples).isGreaterThan(60);
    }

    @Test
    void everyBodyOfAWriteHasASchemaAndAnExample() {
        document.operations()
                .filter(operation -> operation.node().has("requestBody"))
                .forEach(operation -> {
                    JsonNode content = operation.node().at("/requestBody/content");
                    assertThat(names(content))
                            .as(operation.name())
                            .containsExactlyInAnyOrder(
                                    "application/json", "application/x-www-form-urlencoded", "multipart/form-data");
                    JsonNode json = content.path("application/json");
                    assertThat(document.resolved(json.path("schema")).path("properties"))
                            .as(operation.name())
                            .isNotEmpty();
                    assertThat(json.path("example").isObject())
                            .as(operation.name())
                            .isTrue();
                });
    }

    @Test
    void aPageShowsTheDocument() {
        Answer page = Api.with("").get("/docs/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("/docs/openapi.json");
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
