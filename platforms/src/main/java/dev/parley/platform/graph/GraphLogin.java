package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.http.CallBody;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facebook Login, and finding the Pages that a token may speak for.
 *
 * <pre>
 *   dialog ──► code ──► short user token ──► long user token ──► Pages with tokens that do not end
 *   a Page's own token ──────────────────────────────────────► that Page
 * </pre>
 */
@ApplicationScoped
public class GraphLogin {
    private static final String PAGE_FIELDS = "id,name,username,category,instagram_business_account{id,username,name}";
    private static final String ACCOUNT_FIELDS =
            "id,name,username,category,access_token,instagram_business_account{id,username,name}";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final GraphClient client;
    private final GraphConfig config;

    public GraphLogin(GraphClient client, GraphConfig config) {
        this.client = client;
        this.config = config;
    }

    /** A Page and, where one is linked, its Instagram account. */
    public record Page(String id, String name, GraphAccess access, JsonNode json) {
        public JsonNode instagram() {
            return json.path("instagram_business_account");
        }
    }

    /** A state nobody can guess. */
    public static String newState() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The page to visit. */
    public ConnectionFlow.Visit dialog(String platform, String state, String scopes) {
        String url = config.facebookDialogUrl() + "/" + config.version() + "/dialog/oauth?"
                + query(List.of(
                        Map.entry("client_id", appId()),
                        Map.entry("redirect_uri", redirectUri(platform)),
                        Map.entry("response_type", "code"),
                        Map.entry("scope", scopes),
                        Map.entry("state", state)));
        return new ConnectionFlow.Visit(url, state, redirectUri(platform));
    }

    /** Where the dialog comes back to. */
    public String redirectUri(String platform) {
        return config.oauthUrl() + "/" + platform + "/callback";
    }

    /** The Pages behind a code. */
    public Uni<List<Page>> pagesOfCode(String platform, String code, Duration deadline) {
        GraphCall exchange = tokens().with("client_id", appId())
                .with("client_secret", appSecret())
                .with("redirect_uri", redirectUri(platform))
                .with("code", code);
        return demand(exchange, platform, deadline)
                .flatMap(shortLived -> demand(
                        tokens().with("grant_type", "fb_exchange_token")
                                .with("client_id", appId())
                                .with("client_secret", appSecret())
                                .with(
                                        "fb_exchange_token",
                                        shortLived.path("access_token").asText()),
                        platform,
                        deadline))
                .flatMap(longLived -> pagesOfUser(longLived.path("access_token").asText(), platform, deadline));
    }

    /** The Page whose token it is, or the Pages of the user whose token it is. */
    public Uni<List<Page>> pagesOfToken(String token, String platform, Duration deadline) {
        GraphAccess access = new GraphAccess(GraphHost.FACEBOOK, token);
        return client.call(GraphCall.get(access, "me").with("fields", PAGE_FIELDS), deadline)
                .flatMap(answer -> switch (answer) {
                    case GraphAnswer.Done done
                    when done.body().has("category") -> Uni.createFrom().item(List.of(page(done.body(), token)));
                    case GraphAnswer.Done user -> pagesOfUser(token, platform, deadline);
                    // A user has no category, and asking for one is refused.
                    case GraphAnswer.Refused refused
                    when refused.error().meaning() == ErrorClass.BAD_REQUEST -> pagesOfUser(token, platform, deadline);
                    case GraphAnswer.Refused refused -> fail(answer, platform);
                    case GraphAnswer.NeverMade never -> fail(answer, platform);
                    case GraphAnswer.NoAnswer none -> fail(answer, platform);
                });
    }

    /** The answer's body, or a {@link ConnectFailure} that says why there is none. */
    public Uni<JsonNode> demand(GraphCall call, String platform, Duration deadline) {
        return client.call(call, deadline)
                .flatMap(answer -> answer instanceof GraphAnswer.Done done
                        ? Uni.createFrom().item(done.body())
                        : fail(answer, platform));
    }

    private Uni<List<Page>> pagesOfUser(String token, String platform, Duration deadline) {
        GraphAccess access = new GraphAccess(GraphHost.FACEBOOK, token);
        GraphCall call = GraphCall.get(access, "me/accounts")
                .with("fields", ACCOUNT_FIELDS)
                .with("limit", "100");
        return demand(call, platform, deadline).map(body -> {
            List<Page> pages = new ArrayList<>();
            body.path("data")
                    .forEach(node ->
                            pages.add(page(node, node.path("access_token").asText())));
            return pages;
        });
    }

    private static Page page(JsonNode json, String token) {
        return new Page(
                json.path("id").asText(), json.path("name").asText(), new GraphAccess(GraphHost.FACEBOOK, token), json);
    }

    private static <T> Uni<T> fail(GraphAnswer answer, String platform) {
        return Uni.createFrom().failure(new ConnectFailure(outcome(answer, platform + "_connect_failed")));
    }

    private static ConnectionFlow.Connection outcome(GraphAnswer answer, String errorCode) {
        return switch (answer) {
            case GraphAnswer.Refused refused -> refusal(refused.error(), errorCode);
            case GraphAnswer.Done done -> new ConnectionFlow.Unavailable("Meta's answer was not understood");
            case GraphAnswer.NeverMade never -> new ConnectionFlow.Unavailable("Meta could not be reached");
            case GraphAnswer.NoAnswer none -> new ConnectionFlow.Unavailable("Meta did not answer");
        };
    }

    private static ConnectionFlow.Connection refusal(GraphError error, String errorCode) {
        return switch (error.meaning()) {
            case TOKEN_LOST -> new ConnectionFlow.Refused(401, error.message(), errorCode);
            case RATE, RESTRICTED, TEMPORARY, AMBIGUOUS -> new ConnectionFlow.Unavailable(error.message());
            case WINDOW_CLOSED,
                    RECIPIENT_UNAVAILABLE,
                    RECIPIENT_UNKNOWN,
                    BAD_REQUEST,
                    ALREADY_REPLIED,
                    NOT_PERMITTED,
                    THREAD_ELSEWHERE -> new ConnectionFlow.Refused(422, error.message(), errorCode);
        };
    }

    private static GraphCall tokens() {
        return GraphCall.anonymous(GraphHost.FACEBOOK, "GET", "oauth/access_token", CallBody.NONE);
    }

    private String appId() {
        return orNotConfigured(config.appId(), "parley.graph.app-id");
    }

    private String appSecret() {
        return orNotConfigured(AppSecrets.signing(config), "parley.graph.app-secrets");
    }

    /** What only the operator can give. */
    public static String orNotConfigured(Optional<String> value, String key) {
        return value.orElseThrow(() -> ConnectFailure.refused(
                "Connecting by login needs " + key + "; an access_token needs nothing", "not_configured"));
    }

    /** A query string. */
    public static String query(List<Map.Entry<String, String>> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach(parameter -> query.append(query.isEmpty() ? "" : "&")
                .append(parameter.getKey())
                .append('=')
                .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8)));
        return query.toString();
    }

    /** The code a dialog came back with; the customer may also have turned away. */
    public static String codeIn(Map<String, String> query) {
        String code = query.get("code");
        if (code == null) {
            throw ConnectFailure.refused(
                    query.getOrDefault("error_description", "The login was not finished"), "user_abandoned");
        }
        return code;
    }

    /** The token that the customer gave; empty when there is none. One that no HTTP header can carry is refused. */
    public static Optional<String> givenToken(JsonNode request) {
        Optional<String> token = given(request, "access_token");
        if (token.isPresent() && !token.get().chars().allMatch(GraphLogin::isOfATextOfTokens)) {
            throw new ConnectFailure(new ConnectionFlow.Refused(401, "Malformed access token", null));
        }
        return token;
    }

    private static boolean isOfATextOfTokens(int character) {
        return character > ' ' && character <= '~';
    }

    /** A string member of the customer's request; empty when it is absent or blank. */
    public static Optional<String> given(JsonNode request, String name) {
        String text = request.path(name).asText("").strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** An empty JSON object, for calls whose parameters stand in the query. */
    static JsonNode nothing() {
        return Json.object();
    }
}
