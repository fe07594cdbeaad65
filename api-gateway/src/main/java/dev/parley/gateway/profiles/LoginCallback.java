package dev.parley.gateway.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.dispatch.ActionOwner;
import dev.parley.gateway.dispatch.Dispatch;
import dev.parley.gateway.error.ApiException;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.json.NulCharacters;
import dev.parley.platform.LoginDialog;
import dev.parley.platform.Platforms;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * A customer's browser on its way through a login.
 *
 * <pre>
 *   initialize_connection ──url──► /oauth/{platform}/start ──cookie──► the platform's page
 *                                                                          │ state, code
 *   the customer's redirect URL ◄──state and cookie are right── /oauth/{platform}/callback
 * </pre>
 *
 * The state and the cookie of the browser that began are the only keys: a link to the platform's page, or back from it,
 * is worth nothing in another browser.
 */
@Path("/oauth/{platform}")
@PermitAll
public class LoginCallback {
    /** As the platforms' packages make them; no other leads anywhere. */
    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9._~-]{1,512}");

    private static final String START_AGAIN =
            "This login is unknown, was finished before, took too long, or began in another browser. Please start again.";
    private static final String NOT_NOW = "The login could not be finished right now. Please start again in a moment.";

    private final Dispatch dispatch;
    private final Platforms platforms;
    private final LoginCookie cookie;

    LoginCallback(Dispatch dispatch, Platforms platforms, LoginCookie cookie) {
        this.dispatch = dispatch;
        this.platforms = platforms;
        this.cookie = cookie;
    }

    /** Answers 302 to the platform's page and gives the browser a cookie, or a line of text. */
    @GET
    @Path("/start")
    public Uni<Response> begin(@RestPath String platform, @Context UriInfo uri, @Context HttpHeaders headers) {
        String state = textOf(uri, "state");
        if (!mayBe(platform, state)) {
            return Uni.createFrom().item(text(400, START_AGAIN));
        }
        String known = cookie.read(headers, state);
        String browser = known.isEmpty() ? LoginCookie.newValue() : known;
        ObjectNode body = Json.object().put("state", state).put("browser", browser);
        return dispatch.ask(
                        ActionOwner.login(platform), HttpMethod.POST, "/internal/oauth/" + platform + "/start", body)
                .map(answer -> answer(answer, cookie.give(state, browser, expiresIn(answer))))
                .onFailure(ApiException.class)
                .recoverWithItem(text(503, NOT_NOW));
    }

    /** Answers 302, or a line of text where there is nowhere to send the customer. */
    @GET
    @Path("/callback")
    public Uni<Response> comeBack(@RestPath String platform, @Context UriInfo uri, @Context HttpHeaders headers) {
        ObjectNode query = Json.object();
        uri.getQueryParameters().forEach((name, values) -> query.put(name, values.getFirst()));
        String state = query.path("state").asText("");
        if (!mayBe(platform, state) || NulCharacters.isIn(query)) {
            return Uni.createFrom().item(text(400, START_AGAIN));
        }
        ObjectNode body = Json.object();
        body.set("query", query);
        body.put("browser", cookie.read(headers, state));
        return dispatch.ask(
                        ActionOwner.login(platform), HttpMethod.POST, "/internal/oauth/" + platform + "/callback", body)
                .map(answer -> answer(answer, cookie.takeBack(state)))
                .onFailure(ApiException.class)
                .recoverWithItem(text(503, NOT_NOW));
    }

    private boolean mayBe(String platform, String state) {
        return STATE.matcher(state).matches()
                && platforms.with(LoginDialog.class, platform).isPresent();
    }

    private static String textOf(UriInfo uri, String parameter) {
        @Nullable String value = uri.getQueryParameters().getFirst(parameter);
        return value == null ? "" : value;
    }

    private static int expiresIn(InternalAnswer answer) {
        JsonNode result = answer.result();
        return result == null ? 0 : result.path("expires_in").asInt();
    }

    private static Response answer(InternalAnswer answer, NewCookie cookie) {
        JsonNode result = answer.result();
        if (answer.status() != 200 || result == null) {
            return answer.status() == 404 ? text(400, START_AGAIN) : text(503, NOT_NOW);
        }
        return plain(Response.status(302))
                .header("Location", result.path("redirect").asText())
                .cookie(cookie)
                .build();
    }

    private static Response text(int status, String line) {
        return plain(Response.status(status))
                .type(MediaType.TEXT_PLAIN_TYPE)
                .entity(line)
                .build();
    }

    /** The address holds a code: it is neither kept nor told to the next page. */
    private static Response.ResponseBuilder plain(Response.ResponseBuilder response) {
        return response.header("Cache-Control", "no-store").header("Referrer-Policy", "no-referrer");
    }
}
