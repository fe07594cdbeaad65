package dev.parley.sandbox.bluesky;

import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every performed call with its answer, one JSON object a line: {@code nsid}, {@code params} (each an array of
 * texts), {@code input}, {@code output}. The lexicons themselves are not part of the sandbox; a test holds these lines
 * against them. Keeps nothing unless a file is named.
 */
@Startup
@Singleton
class Exchanges {
    private final @Nullable AsyncFile file;

    Exchanges(Vertx vertx, BlueskySettings settings) {
        file = settings.exchanges()
                .map(path -> vertx.fileSystem().openBlocking(path, new OpenOptions().setAppend(true)))
                .orElse(null);
    }

    void keep(XrpcMethod method, XrpcCall call, JsonObject output) {
        if (file == null) {
            return;
        }
        JsonObject params = new JsonObject();
        call.query().names().forEach(name -> params.put(name, new JsonArray(call.all(name))));
        JsonObject line = new JsonObject()
                .put("nsid", method.nsid())
                .put("params", params)
                .put("input", call.body().isBlank() ? null : call.input())
                .put("output", output);
        file.write(line.toBuffer().appendString("\n"));
    }
}
