package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.contract.PlatformServer;
import dev.parley.platform.contract.PlatformServer.Call;
import dev.parley.platform.contract.PlatformServer.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The adapter before a Bot API that answers each method as the test says; {@code {"ok":true,"result":true}} otherwise. */
final class TelegramServer implements AutoCloseable {
    private static final Reply TRUE = Reply.json(200, "{\"ok\":true,\"result\":true}");

    private final Map<String, Reply> answers = new ConcurrentHashMap<>();
    private final PlatformServer server = new PlatformServer(call -> answers.getOrDefault(method(call), TRUE));
    final TelegramAdapter adapter = new TelegramAdapter(server.url());

    TelegramServer on(String method, String result) {
        answers.put(
                method, Reply.json(200, TelegramAdapter.ok(Json.read(result)).toString()));
        return this;
    }

    TelegramServer refuse(String method, int code, String description) {
        return answer(method, Reply.json(code, TelegramAdapter.refusal(code, description)));
    }

    TelegramServer answer(String method, Reply reply) {
        answers.put(method, reply);
        return this;
    }

    TelegramPlatform platform() {
        return adapter.platform;
    }

    /** The methods called so far, in order; a file download is {@code file/} and its path. */
    List<String> methods() {
        return server.calls().stream().map(TelegramServer::method).toList();
    }

    Call last() {
        return server.calls().getLast();
    }

    JsonNode lastParameters() {
        return Json.read(last().body());
    }

    void stopListening() {
        server.stopListening();
    }

    private static String method(Call call) {
        String token = "bot" + TelegramAdapter.TOKEN + "/";
        return call.path().substring(1).replace(token, "");
    }

    @Override
    public void close() {
        adapter.close();
        server.close();
    }
}
