package dev.parley.platform.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The secrets of the Meta app, as the operator gave them. */
final class AppSecrets {
    private AppSecrets() {}

    /** Every secret under which a webhook may be signed. */
    static List<String> ofWebhooks(GraphConfig config) {
        return Stream.of(config.appSecrets(), config.instagramAppSecrets())
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .toList();
    }

    /** The secret that proves our calls to graph.facebook.com come from the app; empty when none is known. */
    static Optional<String> signing(GraphConfig config) {
        return config.appSecrets().flatMap(secrets -> secrets.stream().findFirst());
    }
}
