package dev.parley.gateway.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.dispatch.ActionOwner;
import dev.parley.gateway.dispatch.Dispatch;
import dev.parley.gateway.http.Refusal;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestPath;

/**
 * {@code /oauth/{platform}/callback}: where a platform's login page sends a customer's browser, who goes on from here
 * to the customer's own redirect URL. The state is the only key.
 */
@Path("/oauth/{platform}/callback")
@PermitAll
public class LoginCallback {
    /** As the platforms' packages make them; no other leads anywhere. */
    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9._~-]{1,512}");

    private static final String START_AGAIN =
            "This login is unknown, was finished before, or took too long. Please start again.";
    private static final String NOT_NOW = "The login could not be finished right now. Please start again in a moment.";

    private final Dispatch dispatch;
    private final Platforms platforms;

    public LoginCallback(Dispatch dispatch, Platforms platforms) {
        this.dispatch = dispatch;
        this.platforms = platforms;
    }

    /** Answers 302, or a line of text where there is nowhere to send the customer. */
    @GET
    public Uni<Response> comeBack(@RestPath String platform, @Context UriInfo uri) {
        ObjectNode query = Json.object();
        uri.getQueryParameters().forEach((name, values) -> query.put(name, values.getFirst()));
        String state = query.path("state").asText("");
        if (!STATE.matcher(state).matches()
                || NulCharacters.isIn(query)
                || platforms.with(LoginDialog.class, platform).isEmpty()) {
            return Uni.createFrom().item(text(400, START_AGAIN));
        }
        ObjectNode body = Json.object();
        body.set("query", query);
        return dispatch.ask(
                        ActionOwner.login(platform), HttpMethod.POST, "/internal/oauth/" + platform + "/callback", body)
                .map(LoginCallback::answer)
                .onFailure(Refusal.class)
                .recoverWithItem(text(503, NOT_NOW));
    }

    private static Response answer(InternalAnswer answer) {
        JsonNode result = answer.result();
        if (answer.status() != 200 || result == null) {
            return answer.status() == 404 ? text(400, START_AGAIN) : text(503, NOT_NOW);
        }
        return plain(Response.status(302))
                .header("Location", result.path("redirect").asText())
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
