package dev.parley.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tells {@link DispatchStub} what to answer, and asks what it was asked. */
public final class StubbedDispatch {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private StubbedDispatch() {}

    /** @param call e.g. {@code PATCH /internal/messages/msg_…} */
    public static void answers(String call, InternalAnswer answer) {
        ObjectNode body = Json.object().put("call", call);
        body.set("answer", Json.MAPPER.<JsonNode>valueToTree(answer));
        send("/stub/answers", body.toString());
    }

    /** Such calls are taken and their connection closed without an answer. */
    public static void hangsUp(String call) {
        answers(call, InternalAnswer.refused(DispatchStub.HANGS_UP, ""));
    }

    /** Such calls are answered 500 by HTTP itself. */
    public static void breaks(String call) {
        answers(call, InternalAnswer.refused(DispatchStub.BREAKS, ""));
    }

    /** Such calls are taken and not answered before they are released. */
    public static void holds(String call) {
        send("/stub/held", Json.object().put("call", call).put("held", true).toString());
    }

    public static void releases(String call) {
        send("/stub/held", Json.object().put("call", call).put("held", false).toString());
    }

    /** The bodies of all such calls so far. */
    public static List<JsonNode> calls(String call) {
        List<JsonNode> bodies = new ArrayList<>();
        for (JsonNode seen : Json.read(send("/stub/calls", ""))) {
            if (seen.path("call").asText().equals(call)) {
                bodies.add(seen.path("body"));
            }
        }
        return bodies;
    }

    private static String send(String path, String body) {
        String base = ConfigProvider.getConfig().getValue("parley.dispatch-url", String.class);
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(URI.create(base + path))
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
