package dev.parley.sandbox.graph;

import dev.parley.sandbox.Numbers;
import dev.parley.sandbox.stage.Answer;
import dev.parley.sandbox.stage.Body;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Files that people sent and accounts uploaded. Their addresses can be made to expire. */
@ApplicationScoped
class MediaShelf {
    /** A red dot. */
    private static final Buffer PICTURE = Buffer.buffer(
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=="));

    private final Map<String, File> files;
    private final String host;
    private final int port;
    private final Numbers numbers = new Numbers();

    private record File(String contentType, Buffer content) {}

    MediaShelf(
            GraphSettings settings,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.host = host.equals("0.0.0.0") ? "127.0.0.1" : host;
        this.port = port;
        this.files = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, File> eldest) {
                return size() > settings.fileLimit();
            }
        };
    }

    /** Keeps a file and gives it an address. */
    synchronized String put(String contentType, Buffer content) {
        String id = Long.toString(numbers.next());
        files.put(id, new File(contentType, content));
        return id;
    }

    String picture() {
        return put("image/png", PICTURE);
    }

    String url(String id) {
        return "http://" + host + ":" + port + "/graph-media/" + id;
    }

    synchronized Optional<Answer> answer(String id) {
        return Optional.ofNullable(files.get(id))
                .map(file -> Answer.of(200, Body.of(file.content()), Map.of("Content-Type", file.contentType())));
    }

    /** All addresses there are answer 403 from now on. */
    synchronized void expire() {
        files.clear();
    }
}
