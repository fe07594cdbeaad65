package dev.parley.sandbox.graph;

import dev.parley.sandbox.stage.Answer;
import dev.parley.sandbox.stage.Body;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * The login dialogs, whose customer always agrees, and the exchange of tokens. A code is the token it stands for; the
 * Facebook dialog gives the demo user with the demo Page, the Instagram one the demo account.
 */
@ApplicationScoped
class LoginEdges {
    private static final long SIXTY_DAYS = 5_184_000;

    Answer perform(GraphCall call) {
        if (call.node().equals("dialog") || call.edge().equals("dialog")) {
            return agree(call);
        }
        return switch (call.text("grant_type").orElse("")) {
            case "fb_exchange_token" -> token(call.required("fb_exchange_token"));
            case "ig_exchange_token", "ig_refresh_token" -> token(call.required("access_token"));
            default -> token(call.required("code"));
        };
    }

    private static Answer agree(GraphCall call) {
        String code = call.instagram() ? GraphWorld.DEMO_ACCOUNT_TOKEN : GraphWorld.DEMO_USER_TOKEN;
        String back = call.required("redirect_uri");
        String location = back + (back.contains("?") ? "&" : "?") + "code=" + code + "&state=" + call.required("state");
        return Answer.of(302, Body.of(Buffer.buffer()), Map.of("Location", location));
    }

    private static Answer token(String token) {
        return GraphApi.ok(new JsonObject()
                .put("access_token", token)
                .put("token_type", "bearer")
                .put("expires_in", SIXTY_DAYS));
    }
}
