package dev.parley.dispatch.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.LoginDialog;
import dev.parley.platform.PacedPlatform;
import dev.parley.platform.SubscriptionCheck;
import dev.parley.platform.TokenRefresher;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network whose accounts are connected on a page of its own, have tokens that end, and say when to slow down. */
@Singleton
public class DialogPlatform extends ScriptedNetwork
        implements ConnectionFlow, LoginDialog, SubscriptionCheck, TokenRefresher, PacedPlatform {
    private static final String KNOWN = "known-";

    private final List<String> acts = new CopyOnWriteArrayList<>();
    private final Map<String, Refreshed> refreshes = new ConcurrentHashMap<>();
    private final Map<String, Duration> pauses = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "dialog";
    }

    /** What it was asked for, in order. */
    public List<String> acts() {
        return acts;
    }

    /** How often it was asked for this. */
    public long times(String act) {
        return acts.stream().filter(act::equals).count();
    }

    /** How renewing this account's token ends from now on. */
    public void refreshEnds(String account, Refreshed end) {
        refreshes.put(account, end);
    }

    /** From now on each answer to this account says so. */
    public void asksForPause(String account, Duration pause) {
        pauses.put(account, pause);
    }

    /** An account given by name is connected at once, or is so with {@code known-} before it; otherwise there is a page to visit, whose state is our id. */
    @Override
    public Uni<Connection> connect(ProfileId newProfile, JsonNode request, Duration deadline) {
        String account = request.path("account").asText("");
        if (account.startsWith(KNOWN)) {
            return answer(new AlreadyConnected(account.substring(KNOWN.length()), "This account is connected"));
        }
        return answer(
                account.isEmpty()
                        ? new Visit(
                                "https://dialog.example/login",
                                "state-" + newProfile,
                                "https://parley.example/oauth/dialog/callback")
                        : account(account));
    }

    /** The code lists accounts; {@code denied} and {@code late} are none. */
    @Override
    public Uni<Connection> comeBack(ProfileId newProfile, Map<String, String> query, Duration deadline) {
        String code = query.getOrDefault("code", "denied");
        List<Connected> accounts =
                Arrays.stream(code.split(",")).map(DialogPlatform::account).toList();
        return switch (code) {
            case "denied" -> answer(new Refused(422, "Permissions error", "user_abandoned"));
            case "late" -> answer(new Unavailable("no answer"));
            default -> answer(accounts.size() == 1 ? accounts.getFirst() : new Choose(accounts));
        };
    }

    @Override
    public Uni<Connection> choose(ProfileId newProfile, Connected chosen, Duration deadline) {
        acts.add("choose " + chosen.credentials().path("token").asText());
        return answer(chosen);
    }

    @Override
    public Uni<Void> disconnect(Profile profile, Duration deadline) {
        acts.add("disconnect " + profile.externalId());
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<ActionOutcome> checkSubscription(Profile profile, Duration deadline) {
        acts.add("check " + profile.externalId());
        return Uni.createFrom().item(ActionOutcome.Done.plain());
    }

    @Override
    public Duration refreshBefore() {
        return Duration.ofDays(20);
    }

    @Override
    public Uni<Refreshed> refresh(Profile profile, Duration deadline) {
        acts.add("refresh " + profile.externalId());
        return Uni.createFrom()
                .item(refreshes.getOrDefault(
                        profile.externalId(),
                        new Refreshed.Renewed(
                                Json.object().put("token", "renewed"),
                                Instant.now().plus(Duration.ofDays(60)))));
    }

    @Override
    public Duration pause(Profile profile) {
        return pauses.getOrDefault(profile.externalId(), Duration.ZERO);
    }

    private static Connected account(String name) {
        return new Connected(
                name,
                "Page " + name,
                name,
                Json.object().put("token", "token-of-" + name),
                null,
                Json.object().put("page_id", name),
                Instant.now().plus(Duration.ofDays(60)),
                null);
    }

    private static Uni<Connection> answer(Connection connection) {
        return Uni.createFrom().item(connection);
    }
}
