package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.http.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Asks the directory, or the host of a {@code did:web}, where the server of an account is. */
final class DidDocuments {
    private static final String WEB = "did:web:";

    private final Xrpc xrpc;
    private final BlueskyConfig config;

    DidDocuments(Xrpc xrpc, BlueskyConfig config) {
        this.xrpc = xrpc;
        this.config = config;
    }

    /** The base URL of the account's server; empty when that cannot be told now. */
    Uni<String> server(String did, Deadline deadline) {
        return url(did).map(url -> xrpc.document(url, deadline)
                        .map(result -> result instanceof XrpcResult.Ok ok ? serverIn(ok.body()) : ""))
                .orElseGet(() -> Uni.createFrom().item(""));
    }

    /** The base URL that a document names, without a trailing slash; empty for none. */
    static String serverIn(JsonNode document) {
        for (JsonNode service : document.path("service")) {
            if (service.path("id").asText().endsWith("#atproto_pds")) {
                return service.path("serviceEndpoint").asText().replaceAll("/+$", "");
            }
        }
        return "";
    }

    /** The AT Protocol knows these two kinds, and of {@code did:web} only whole hosts. */
    private Optional<String> url(String did) {
        if (did.matches(WEB + "[A-Za-z0-9.-]+")) {
            return Optional.of("https://" + did.substring(WEB.length()) + "/.well-known/did.json");
        }
        return did.matches("did:plc:[A-Za-z0-9]+") ? Optional.of(config.plcUrl() + "/" + did) : Optional.empty();
    }
}
