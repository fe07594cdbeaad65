package dev.parley.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.infrastructure.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where the manifests come from: the files as they are, and the overlays as kubectl renders them. */
final class Manifests {
    static final Path ROOT = Installation.find().root();
    private static final Path FOLDER = ROOT.resolve("k8s");

    private static final Map<Path, Resources> RENDERED = new ConcurrentHashMap<>();

    private Manifests() {}

    /** Files that hold whole resources; patches and kustomizations only make sense rendered. */
    static List<Path> files() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .filter(file -> !file.getParent().endsWith("patches"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An overlay with more components. */
    static Resources renderedWith(String overlay, String... components) {
        Path folder =
                ROOT.resolve("end-to-end-tests/target/manifests").resolve(overlay + "-" + String.join("-", components));
        String paths = Stream.of(components)
                .map(component -> FOLDER.resolve("components").resolve(component))
                .map(component -> folder.relativize(component).toString())
                .collect(Collectors.joining(", "));
        String kustomization =
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [%s]
                components: [%s]
                """.formatted(folder.relativize(FOLDER.resolve("overlays").resolve(overlay)), paths);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("kustomization.yaml"), kustomization);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return render(folder);
    }

    /** What would be applied. Skips the test where there is no kubectl. */
    static Resources rendered(String overlay) {
        return render(FOLDER.resolve("overlays").resolve(overlay));
    }

    private static Resources render(Path folder) {
        return RENDERED.computeIfAbsent(folder, Manifests::kustomize);
    }

    private static Resources kustomize(Path folder) {
        try {
            Process kubectl = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kubectl.waitFor() != 0) {
                throw new AssertionError("kubectl kustomize " + folder + ": " + output);
            }
            return new Resources(YamlDocuments.parse(output));
        } catch (IOException _) {
            Assumptions.abort("SKIPPED: there is no kubectl here to render the overlays with");
            throw new AssertionError("not reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static String title(JsonNode resource) {
        return resource.path("kind").asText() + " "
                + resource.at("/metadata/name").asText();
    }
}
