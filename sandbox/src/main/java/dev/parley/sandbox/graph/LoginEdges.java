package dev.parley.sandbox.graph;

import dev.parley.sandbox.Moment;
import dev.parley.sandbox.stage.Answer;
import dev.parley.sandbox.stage.Body;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The login dialogs, and the exchange of tokens.
 *
 * <pre>
 *   dialog ──► code, good once ──► token for an hour, good for exchange ──► token for sixty days ──► a new one
 * </pre>
 *
 * Nobody is asked anything: whoever visits a dialog agrees at once, as the demo user or the demo account. Visiting it
 * with {@code sandbox_as} (a token) is somebody else's visit, with {@code sandbox_answer=deny} the visit of somebody who
 * turns away.
 */
@ApplicationScoped
class LoginEdges {
    private static final long HOUR = 3_600;
    private static final long SIXTY_DAYS = 5_184_000;
    private static final int MOST = 1_000;

    private final GraphWorld world;
    private final GraphSettings settings;
    private final Map<String, Login> codes = newestOnly();
    private final Map<String, String> tokensForAnHour = newestOnly();

    LoginEdges(GraphWorld world, GraphSettings settings) {
        this.world = world;
        this.settings = settings;
    }

    /** Somebody has agreed; {@code token} is what the app gets in the end. */
    private record Login(String token, String redirectUri) {}

    Answer perform(GraphRequest call) {
        if (call.node().equals("dialog")) {
            return visit(call);
        }
        return switch (call.text("grant_type").orElse("")) {
            case "fb_exchange_token" -> {
                checkApp(call);
                yield lasting(call.required("fb_exchange_token"));
            }
            case "ig_exchange_token" -> {
                checkSecret(call);
                yield lasting(call.required("access_token"));
            }
            case "ig_refresh_token" -> token(world.renewed(call.required("access_token")), SIXTY_DAYS);
            default -> tokenOfCode(call);
        };
    }

    private Answer visit(GraphRequest call) {
        if (!call.required("client_id").equals(settings.appId())) {
            throw GraphRefusal.of(101, 0, "Error validating application. Invalid application ID.");
        }
        String back = call.required("redirect_uri");
        String state = call.text("state").orElse("");
        if (call.text("sandbox_answer").filter("deny"::equals).isPresent()) {
            return redirect(
                    back,
                    "error=access_denied&error_code=200&error_reason=user_denied&error_description=Permissions+error",
                    state,
                    call);
        }
        String code = "AQ" + Moment.word();
        String person = call.text("sandbox_as")
                .orElse(call.instagram() ? GraphWorld.DEMO_ACCOUNT_TOKEN : GraphWorld.DEMO_USER_TOKEN);
        codes.put(code, new Login(person, back));
        return redirect(back, "code=" + code, state, call);
    }

    /** Instagram puts a fragment behind everything, which is not part of it. */
    private static Answer redirect(String back, String said, String state, GraphRequest call) {
        String location = back + (back.contains("?") ? "&" : "?") + said + "&state="
                + URLEncoder.encode(state, StandardCharsets.UTF_8) + (call.instagram() ? "#_" : "");
        return Answer.of(302, Body.of(Buffer.buffer()), Map.of("Location", location));
    }

    private Answer tokenOfCode(GraphRequest call) {
        checkApp(call);
        Login login = Optional.ofNullable(codes.remove(call.required("code")))
                .orElseThrow(() -> GraphRefusal.of(100, 36009, "This authorization code has been used."));
        if (!login.redirectUri.equals(call.required("redirect_uri"))) {
            throw GraphRefusal.of(
                    100,
                    36008,
                    "Error validating verification code. Please make sure your redirect_uri is identical to the one"
                            + " you used in the OAuth dialog request");
        }
        String shortLived = (call.instagram() ? "IGhour-" : "EAAhour-") + Moment.word();
        tokensForAnHour.put(shortLived, login.token);
        return token(shortLived, HOUR);
    }

    private Answer lasting(String shortLived) {
        String lasting = Optional.ofNullable(tokensForAnHour.remove(shortLived))
                .orElseThrow(
                        () -> GraphRefusal.of(190, 452, "Session key invalid. This could be because it is lasting"));
        return token(lasting, SIXTY_DAYS);
    }

    private void checkApp(GraphRequest call) {
        if (!call.required("client_id").equals(settings.appId())) {
            throw GraphRefusal.of(101, 0, "Error validating application. Invalid application ID.");
        }
        checkSecret(call);
    }

    private void checkSecret(GraphRequest call) {
        if (!call.required("client_secret").equals(settings.appSecret())) {
            throw GraphRefusal.of(1, 0, "Error validating client secret.");
        }
    }

    private static Answer token(String token, long seconds) {
        return GraphApi.ok(new JsonObject()
                .put("access_token", token)
                .put("token_type", "bearer")
                .put("expires_in", seconds));
    }

    private static <V> Map<String, V> newestOnly() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST;
            }
        });
    }
}
