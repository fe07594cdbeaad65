package dev.parley.gateway.docs;

import io.quarkus.runtime.util.ClassPathUtils;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.smallrye.openapi.api.util.MergeUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASModelReader;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Puts the document together from its pages in {@code META-INF/openapi}, which lie beside the first one. Quarkus' own
 * look into that folder finds its files in tests, but not when the program is packaged.
 */
public class WrittenDocument implements OASModelReader {
    private static final String FIRST = "META-INF/openapi/common.yaml";

    @Override
    public OpenAPI buildModel() {
        URL first = WrittenDocument.class.getClassLoader().getResource(FIRST);
        List<byte[]> pages = ClassPathUtils.processAsPath(Objects.requireNonNull(first, FIRST), WrittenDocument::pages);
        OpenAPI whole = pages.stream()
                .map(WrittenDocument::read)
                .reduce(MergeUtil::merge)
                .orElseThrow();
        // Each page without a title is given a made-up one when it is read.
        whole.setInfo(read(ClassPathUtils.processAsPath(first, WrittenDocument::bytes))
                .getInfo());
        return whole;
    }

    private static List<byte[]> pages(Path first) {
        try (Stream<Path> beside = Files.list(first.toAbsolutePath().getParent())) {
            return beside.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(WrittenDocument::bytes)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path page) {
        try {
            return Files.readAllBytes(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OpenAPI read(byte[] page) {
        return SmallRyeOpenAPI.builder()
                .enableModelReader(false)
                .enableStandardStaticFiles(false)
                .enableAnnotationScan(false)
                .enableStandardFilter(false)
                .withCustomStaticFile(() -> new ByteArrayInputStream(page))
                .build()
                .model();
    }
}
