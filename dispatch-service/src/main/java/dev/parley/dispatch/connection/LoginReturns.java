package dev.parley.dispatch.connection;

import dev.parley.dispatch.internal.ActionConfig;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.node.IdGenerator;
import dev.parley.platform.LoginDialog;
import dev.parley.platform.Platform;
import dev.parley.platform.Platforms;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Customers who come back from a page of a platform.
 *
 * <pre>
 *   state ours, unused, in time, in the browser that began? ──no──► 404: there is nowhere to send them
 *        │yes
 *   the platform's own part ──► connected, or several accounts ──► redirect_url?profile_id=…
 *                           └─► anything else ─────────────────► redirect_url?failure=true&error_code=…
 * </pre>
 */
@Singleton
class LoginReturns {
    /** What the contract calls failures; all others are {@code update_failed}. */
    private static final Set<String> NAMED = Set.of("user_abandoned", Connections.ALREADY_CONNECTED);

    private final Platforms platforms;
    private final LoginDialogs dialogs;
    private final Connections connections;
    private final IdGenerator ids;
    private final ActionConfig config;

    LoginReturns(
            Platforms platforms, LoginDialogs dialogs, Connections connections, IdGenerator ids, ActionConfig config) {
        this.platforms = platforms;
        this.dialogs = dialogs;
        this.connections = connections;
        this.ids = ids;
        this.config = config;
    }

    /** Sends a browser to the platform's page: {@code {redirect, expires_in}}. From there it may come back. */
    Uni<InternalAnswer> begin(String name, String state, String browser) {
        if (browser.isEmpty()) {
            return Uni.createFrom().item(nowhere());
        }
        return dialogs.begin(name, state, browser)
                .map(found -> found.map(begun -> InternalAnswer.ok(
                                Json.object().put("redirect", begun.page()).put("expires_in", begun.expiresIn())))
                        .orElseGet(LoginReturns::nowhere));
    }

    /**
     * @param query what the platform sent along
     * @param browser what the browser was given when it began; empty when it has nothing
     */
    Uni<InternalAnswer> comeBack(String name, Map<String, String> query, String browser) {
        Platform platform = platforms.named(name).orElse(null);
        if (!(platform instanceof LoginDialog login)) {
            return Uni.createFrom().item(nowhere());
        }
        return dialogs.close(name, query.getOrDefault("state", ""), browser)
                .flatMap(found -> found.map(dialog -> finish(platform, login, dialog, query))
                        .orElseGet(() -> Uni.createFrom().item(nowhere())));
    }

    private Uni<InternalAnswer> finish(
            Platform platform, LoginDialog login, LoginDialogs.Dialog dialog, Map<String, String> query) {
        ProfileId newProfile = new ProfileId(ids.next());
        Connections.Attempt attempt =
                new Connections.Attempt(dialog.account(), dialog.group(), platform, newProfile, Json.object());
        return connections
                .end(attempt, login.comeBack(newProfile, query, config.connectDeadline()))
                .map(ended -> InternalAnswer.ok(
                        Json.object().put("redirect", RedirectUrl.with(dialog.redirectUrl(), outcome(ended)))));
    }

    private static Map<String, String> outcome(InternalAnswer ended) {
        if (ended.status() == 200 && ended.result() != null) {
            return Map.of("profile_id", ended.result().at("/profile/id").asText());
        }
        String code =
                ended.errorCode() != null && NAMED.contains(ended.errorCode()) ? ended.errorCode() : "update_failed";
        return new TreeMap<>(Map.of("failure", "true", "error_code", code)).descendingMap();
    }

    private static InternalAnswer nowhere() {
        return InternalAnswer.refused(
                404, "This login is unknown, was finished before, took too long, or began in another browser");
    }
}
