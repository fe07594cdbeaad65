package dev.parley.gateway.docs;

import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.smallrye.openapi.api.util.MergeUtil;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASModelReader;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Puts the document together from its pages in {@code META-INF/openapi}. Named one by one, because Quarkus' own look
 * into that folder finds its files in tests, but not when the program is packaged.
 */
public class WrittenDocument implements OASModelReader {
    private static final List<String> PAGES =
            List.of("common", "chats", "messages", "comments", "profiles", "webhooks", "platforms", "operator");

    @Override
    public OpenAPI buildModel() {
        return PAGES.stream()
                .map(WrittenDocument::read)
                .reduce(MergeUtil::merge)
                .orElseThrow();
    }

    private static OpenAPI read(String page) {
        return SmallRyeOpenAPI.builder()
                .enableModelReader(false)
                .enableStandardStaticFiles(false)
                .enableAnnotationScan(false)
                .enableStandardFilter(false)
                .withCustomStaticFile(() -> open(page))
                .build()
                .model();
    }

    private static InputStream open(String page) {
        String name = "META-INF/openapi/" + page + ".yaml";
        return Objects.requireNonNull(WrittenDocument.class.getClassLoader().getResourceAsStream(name), name);
    }
}
