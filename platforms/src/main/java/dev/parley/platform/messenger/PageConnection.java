package dev.parley.platform.messenger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.ConnectionFlow.Choose;
import dev.parley.platform.ConnectionFlow.Connected;
import dev.parley.platform.ConnectionFlow.Connection;
import dev.parley.platform.graph.ConnectFailure;
import dev.parley.platform.graph.GraphAccess;
import dev.parley.platform.graph.GraphAccounts;
import dev.parley.platform.graph.GraphConnection;
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
 * Connects Pages.
 *
 * <pre>
 *   access_token ──► its Page, or the user's Pages ──one──► subscribe ──► Connected
 *   redirect_url ──► Visit … come back with a code ──► Pages ──several──► Choose … chosen ──► subscribe
 * </pre>
 */
@ApplicationScoped
class PageConnection implements GraphConnection {
    private static final String FAILED = "facebook_connect_failed";
    private static final String SCOPES =
            "pages_show_list,pages_messaging,pages_manage_metadata,pages_read_engagement,pages_read_user_content,"
                    + "pages_manage_engagement,business_management";

    private final GraphKit graph;
    private final GraphLogin login;
    private final PageSubscriptions subscriptions;
    private final GraphAccounts profiles;

    PageConnection(GraphKit graph, GraphLogin login, PageSubscriptions subscriptions, GraphAccounts profiles) {
        this.graph = graph;
        this.login = login;
        this.subscriptions = subscriptions;
        this.profiles = profiles;
    }

    @Override
    public Uni<Connection> connect(JsonNode request, Duration deadline) {
        return ConnectFailure.caught(() -> GraphLogin.givenToken(request)
                .map(token -> login.pagesOfToken(token, MessengerPlatform.NAME, deadline)
                        .flatMap(pages -> oneOf(wanted(pages, request), deadline)))
                .orElseGet(() -> Uni.createFrom().item(visit(request))));
    }

    @Override
    public Uni<Connection> comeBack(Map<String, String> query, Duration deadline) {
        return ConnectFailure.caught(() -> login.pagesOfCode(MessengerPlatform.NAME, GraphLogin.codeIn(query), deadline)
                .flatMap(pages -> oneOf(pages, deadline)));
    }

    @Override
    public Uni<Connection> choose(Connected chosen, Duration deadline) {
        return ConnectFailure.caught(() -> subscribed(chosen, deadline));
    }

    @Override
    public Uni<Void> disconnect(Profile profile, Duration deadline) {
        return subscriptions.end(profile, profile.externalId(), deadline);
    }

    @Override
    public Uni<ActionOutcome> ensureSubscribed(Profile profile, Duration deadline) {
        return subscriptions
                .ensure(profile, profile.externalId(), deadline)
                .call(ensured -> graph.subscription()
                        .registerAfter(
                                ensured, "page", MessengerPlatform.NAME, WebhookSubscription.PAGE_FIELDS, deadline));
    }

    private Connection visit(JsonNode request) {
        if (GraphLogin.given(request, "redirect_url").isEmpty()) {
            throw ConnectFailure.refused("Missing redirect_url", null);
        }
        return login.dialog(MessengerPlatform.NAME, GraphLogin.newState(), SCOPES);
    }

    private static List<Page> wanted(List<Page> pages, JsonNode request) {
        return GraphLogin.given(request, "page_id")
                .map(id -> pages.stream().filter(page -> page.id().equals(id)).toList())
                .orElse(pages);
    }

    private Uni<Connection> oneOf(List<Page> pages, Duration deadline) {
        if (pages.isEmpty()) {
            throw ConnectFailure.refused("This login has no Page that it may manage", FAILED);
        }
        List<Connected> accounts = pages.stream().map(PageConnection::connected).toList();
        return accounts.size() == 1
                ? subscribed(accounts.getFirst(), deadline)
                : Uni.createFrom().item(new Choose(accounts));
    }

    private Uni<Connection> subscribed(Connected account, Duration deadline) {
        boolean taken = profiles.find(MessengerPlatform.NAME, account.externalId())
                .filter(profile -> profile.status() == Profile.Status.ACTIVE)
                .isPresent();
        if (taken) {
            throw ConnectFailure.alreadyConnected(
                    account.externalId(), "This Facebook Page is already connected to Postproxy.");
        }
        GraphAccess access = GraphAccess.of(account.credentials());
        return subscriptions
                .begin(access, account.externalId(), deadline)
                .call(() -> graph.subscription()
                        .register("page", MessengerPlatform.NAME, WebhookSubscription.PAGE_FIELDS, deadline))
                .map(fields -> account.remembering(WebhookSubscription.FIELDS, fields));
    }

    private static Connected connected(Page page) {
        return new Connected(
                page.id(),
                page.name(),
                page.json().path("username").asText(null),
                page.access().credentials(),
                null,
                Json.object(),
                null,
                null);
    }
}
