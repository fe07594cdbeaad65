package dev.parley.platform.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.ConnectionFlow.Choose;
import dev.parley.platform.ConnectionFlow.Connected;
import dev.parley.platform.ConnectionFlow.Connection;
import dev.parley.platform.ConnectionFlow.Refused;
import dev.parley.platform.ConnectionFlow.Unavailable;
import dev.parley.platform.PlatformError;
import dev.parley.platform.TokenRefresher.Refreshed;
import dev.parley.platform.graph.ConnectFailure;
import dev.parley.platform.graph.GraphAccess;
import dev.parley.platform.graph.GraphAccounts;
import dev.parley.platform.graph.GraphCall;
import dev.parley.platform.graph.GraphConnection;
import dev.parley.platform.graph.GraphConversation;
import dev.parley.platform.graph.GraphHost;
import dev.parley.platform.graph.GraphKit;
import dev.parley.platform.graph.GraphLogin;
import dev.parley.platform.graph.GraphLogin.Page;
import dev.parley.platform.graph.PageSubscriptions;
import dev.parley.platform.graph.WebhookSubscription;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Connects professional accounts, over either login.
 *
 * <pre>
 *   Instagram Login   token ──► the account itself ──────────────────────► subscribe the account
 *   Facebook Login    token ──► Pages with an account ──one, or chosen───► subscribe its Page
 * </pre>
 */
@ApplicationScoped
class AccountConnection implements GraphConnection {
    private static final String NAME = InstagramPlatform.NAME;
    private static final String FAILED = "instagram_connect_failed";
    private static final String SCOPES = "pages_show_list,pages_manage_metadata,pages_read_engagement,instagram_basic,"
            + "instagram_manage_messages,instagram_manage_comments,business_management";

    /** How a state says which login it belongs to. */
    private static final String INSTAGRAM_STATE = "ig";

    private final GraphKit graph;
    private final GraphLogin facebook;
    private final InstagramLogin instagram;
    private final PageSubscriptions pages;
    private final GraphAccounts profiles;

    AccountConnection(
            GraphKit graph,
            GraphLogin facebook,
            InstagramLogin instagram,
            PageSubscriptions pages,
            GraphAccounts profiles) {
        this.graph = graph;
        this.facebook = facebook;
        this.instagram = instagram;
        this.pages = pages;
        this.profiles = profiles;
    }

    @Override
    public Uni<Connection> connect(JsonNode request, Duration deadline) {
        return ConnectFailure.caught(() -> GraphLogin.givenToken(request)
                .map(token -> isInstagramToken(token, request)
                        ? ofAccount(given(token, deadline), deadline)
                        : facebook.pagesOfToken(token, NAME, deadline).flatMap(found -> oneOf(found, deadline)))
                .orElseGet(() -> Uni.createFrom().item(visit(request))));
    }

    @Override
    public Uni<Connection> comeBack(Map<String, String> query, Duration deadline) {
        return ConnectFailure.caught(() -> {
            String code = GraphLogin.codeIn(query);
            return query.getOrDefault("state", "").startsWith(INSTAGRAM_STATE)
                    ? ofAccount(instagram.tokenOfCode(code, deadline), deadline)
                    : facebook.pagesOfCode(NAME, code, deadline).flatMap(found -> oneOf(found, deadline));
        });
    }

    @Override
    public Uni<Connection> choose(Connected chosen, Duration deadline) {
        return ConnectFailure.caught(() -> subscribed(chosen, deadline));
    }

    @Override
    public Uni<Void> disconnect(Profile profile, Duration deadline) {
        String page = profile.platformState().path(PageSubscriptions.PAGE).asText("");
        return page.isEmpty()
                ? graph.subscription().unsubscribe(graph.access(profile), "me", deadline)
                : pages.end(profile, page, deadline);
    }

    @Override
    public Uni<ActionOutcome> ensureSubscribed(Profile profile, Duration deadline) {
        String page = profile.platformState().path(PageSubscriptions.PAGE).asText("");
        Uni<ActionOutcome> ensured = page.isEmpty()
                ? graph.subscription().ensure(profile, "me", WebhookSubscription.INSTAGRAM_FIELDS, deadline)
                : pages.ensure(profile, page, deadline);
        return ensured.call(outcome -> graph.subscription()
                .registerAfter(outcome, "instagram", NAME, WebhookSubscription.INSTAGRAM_FIELDS, deadline));
    }

    Uni<Refreshed> refresh(GraphAccess access, Duration deadline) {
        if (access.host() != GraphHost.INSTAGRAM) {
            return Uni.createFrom().item(new Refreshed.NotNeeded());
        }
        return instagram
                .renewed(access, deadline)
                .<Refreshed>map(token -> new Refreshed.Renewed(token.access().credentials(), token.expiresAt()))
                .onFailure()
                .recoverWithItem(AccountConnection::notRenewed);
    }

    private static Refreshed notRenewed(Throwable failure) {
        return failure instanceof ConnectFailure refusal && refusal.outcome() instanceof Refused refused
                ? refused.status() == 401
                        ? new Refreshed.Lost(PlatformError.of(refused.text()))
                        : new Refreshed.TryAgain(refused.text())
                : new Refreshed.TryAgain(
                        failure instanceof ConnectFailure silent && silent.outcome() instanceof Unavailable unavailable
                                ? unavailable.reason()
                                : "Meta did not answer");
    }

    /** A token given by hand may be old, or younger than a day, or one for an hour; its end is known afterwards. */
    private Uni<InstagramLogin.Token> given(String token, Duration deadline) {
        GraphAccess access = new GraphAccess(GraphHost.INSTAGRAM, token);
        return instagram
                .renewed(access, deadline)
                .onFailure()
                .recoverWithUni(() -> instagram.longLived(token, deadline))
                .onFailure()
                .recoverWithItem(() -> InstagramLogin.Token.ofToday(access));
    }

    private Connection visit(JsonNode request) {
        if (GraphLogin.given(request, "redirect_url").isEmpty()) {
            throw ConnectFailure.refused("Missing redirect_url", null);
        }
        boolean byInstagram =
                GraphLogin.given(request, "login").map("instagram"::equals).orElse(instagram.isConfigured());
        return byInstagram
                ? instagram.dialog(INSTAGRAM_STATE + GraphLogin.newState())
                : facebook.dialog(NAME, "fb" + GraphLogin.newState(), SCOPES);
    }

    private static boolean isInstagramToken(String token, JsonNode request) {
        return GraphLogin.given(request, "login").map("instagram"::equals).orElse(token.startsWith("IG"));
    }

    private Uni<Connection> ofAccount(Uni<InstagramLogin.Token> token, Duration deadline) {
        return token.flatMap(found -> facebook.demand(
                        GraphCall.get(found.access(), "me").with("fields", "id,user_id,username,name"), NAME, deadline)
                .flatMap(me -> subscribed(connected(found, me), deadline)));
    }

    /** Webhooks name the account by {@code user_id}; its {@code id} is another one, known to this app alone. */
    private static Connected connected(InstagramLogin.Token token, JsonNode me) {
        String username = GraphConversation.textOf(me, "username");
        String name = GraphConversation.textOf(me, "name");
        return new Connected(
                me.path("user_id").asText(me.path("id").asText()),
                name != null ? name : String.valueOf(username),
                username,
                token.access().credentials(),
                null,
                Json.object(),
                token.expiresAt(),
                null);
    }

    private Uni<Connection> oneOf(List<Page> found, Duration deadline) {
        List<Connected> accounts = found.stream()
                .filter(page -> page.instagram().has("id"))
                .map(AccountConnection::connected)
                .toList();
        if (accounts.isEmpty()) {
            throw ConnectFailure.refused("No Page of this login has an Instagram professional account", FAILED);
        }
        return accounts.size() == 1
                ? subscribed(accounts.getFirst(), deadline)
                : Uni.createFrom().item(new Choose(accounts));
    }

    private static Connected connected(Page page) {
        JsonNode account = page.instagram();
        String username = GraphConversation.textOf(account, "username");
        String name = GraphConversation.textOf(account, "name");
        return new Connected(
                account.path("id").asText(),
                name != null ? name : username != null ? username : page.name(),
                username,
                page.access().credentials(),
                null,
                Json.object().put(PageSubscriptions.PAGE, page.id()),
                null,
                null);
    }

    private Uni<Connection> subscribed(Connected account, Duration deadline) {
        boolean taken = profiles.find(NAME, account.externalId())
                .filter(profile -> profile.status() == Profile.Status.ACTIVE)
                .isPresent();
        if (taken) {
            throw ConnectFailure.alreadyConnected(
                    account.externalId(), "This Instagram account is already connected to Postproxy.");
        }
        GraphAccess access = GraphAccess.of(account.credentials());
        String page = account.platformState().path(PageSubscriptions.PAGE).asText("");
        Uni<JsonNode> done = page.isEmpty()
                ? graph.subscription()
                        .subscribe(access, "me", WebhookSubscription.INSTAGRAM_FIELDS, deadline)
                        .map(PageSubscriptions::demandDone)
                : pages.begin(access, page, deadline);
        return done.call(() -> graph.subscription()
                        .register("instagram", NAME, WebhookSubscription.INSTAGRAM_FIELDS, deadline))
                .map(fields -> account.remembering(WebhookSubscription.FIELDS, fields));
    }
}
