package dev.parley.platform.telegram;

import dev.parley.json.Json;
import dev.parley.platform.address.Way;
import java.time.Duration;
import java.util.List;

/** Where an address from outside could come into Telegram's package: the path of a file. */
public final class TelegramWays implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(8);

    private final TelegramServer server = new TelegramServer();

    public List<Way> all() {
        return List.of(new Way("path of a file", url -> {
            server.on("getFile", Json.object().put("file_path", url).toString());
            return Way.told(server.platform()
                    .open(server.adapter.profile(), Json.object().put(Attachments.FILE_ID, "f"), SOON)
                    .await()
                    .atMost(SOON));
        }));
    }

    @Override
    public void close() {
        server.close();
    }
}
