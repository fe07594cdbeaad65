package dev.parley.dispatch.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.dispatch.connection.ConnectionStore.Kept;
import dev.parley.dispatch.internal.ActionConfig;
import dev.parley.dispatch.job.AccountJobs;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.node.IdGenerator;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.ConnectionFlow.Connection;
import dev.parley.platform.Platform;
import dev.parley.platform.Platforms;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Connects accounts.
 *
 * <pre>
 *   request ──► the platform's own flow ──► connected ──► new account?        ──► profile, profile.connected
 *                     │                                   expired, same group ──► new credentials, lanes due
 *                     │                                   anything else       ──► 422, and the platform undoes it
 *                     ├──► several accounts ──► a choice, see AccountChoices
 *                     └──► visit a page / refused / unavailable
 * </pre>
 */
@Singleton
class Connections {
    static final String ALREADY_CONNECTED = "account_is_already_connected";

    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final Platforms platforms;
    private final ConnectionStore accounts;
    private final LoginDialogs dialogs;
    private final AccountChoices choices;
    private final AccountJobs jobs;
    private final IdGenerator ids;
    private final ActionConfig config;

    Connections(
            Platforms platforms,
            ConnectionStore accounts,
            LoginDialogs dialogs,
            AccountChoices choices,
            AccountJobs jobs,
            IdGenerator ids,
            ActionConfig config) {
        this.platforms = platforms;
        this.accounts = accounts;
        this.dialogs = dialogs;
        this.choices = choices;
        this.jobs = jobs;
        this.ids = ids;
        this.config = config;
    }

    Uni<InternalAnswer> connect(AccountId account, GroupId group, JsonNode request) {
        String name = request.path("platform").asText();
        Platform platform = platforms.named(name).orElse(null);
        if (!(platform instanceof ConnectionFlow flow)) {
            return answer(InternalAnswer.refused(422, "Platform is not supported: " + name));
        }
        ProfileId newProfile = new ProfileId(ids.next());
        return end(
                new Attempt(account, group, platform, newProfile, request),
                flow.connect(newProfile, request, config.connectDeadline()));
    }

    /** Ends an attempt by what the platform says, if it says so in time. */
    Uni<InternalAnswer> end(Attempt attempt, Uni<Connection> said) {
        return said.ifNoItem()
                .after(config.connectDeadline().plusSeconds(1))
                .fail()
                .flatMap(connection -> act(attempt, connection))
                .onFailure(TimeoutException.class)
                .recoverWithItem(late -> InternalAnswer.refused(504, "The platform did not answer in time"));
    }

    /** Who connects what, into which group. */
    record Attempt(AccountId account, GroupId group, Platform platform, ProfileId newProfile, JsonNode request) {}

    private Uni<InternalAnswer> act(Attempt attempt, Connection connection) {
        return switch (connection) {
            case ConnectionFlow.Connected connected -> keep(attempt, connected);
            case ConnectionFlow.Visit visit -> dialogs.open(attempt, visit);
            case ConnectionFlow.Choose choose -> choices.offer(attempt, choose.accounts());
            case ConnectionFlow.AlreadyConnected taken ->
                jobs.checkNow(attempt.platform.name(), taken.externalId())
                        .replaceWith(() -> new InternalAnswer(422, taken.text(), ALREADY_CONNECTED, null));
            case ConnectionFlow.Refused refused ->
                answer(new InternalAnswer(refused.status(), refused.text(), refused.errorCode(), null));
            case ConnectionFlow.Unavailable unavailable -> answer(InternalAnswer.refused(503, unavailable.reason()));
        };
    }

    private Uni<InternalAnswer> keep(Attempt attempt, ConnectionFlow.Connected connected) {
        return accounts.keep(attempt, connected).flatMap(kept -> switch (kept) {
            case Kept.Connected done -> {
                LOG.infof(
                        "profile=%s platform=%s connected",
                        done.profile().id(), done.profile().platform());
                yield answer(InternalAnswer.ok(result(done.profile(), connected.nextStep())));
            }
            case Kept.Taken taken -> undo(taken).replaceWith(() -> alreadyConnected(attempt));
        });
    }

    /** What the platform set up for a connection that we do not keep, unless a working profile relies on it. */
    private Uni<Void> undo(Kept.Taken taken) {
        return taken.worksElsewhere()
                ? Uni.createFrom().voidItem()
                : platforms
                        .with(ConnectionFlow.class, taken.attempted().platform())
                        .orElseThrow()
                        .disconnect(taken.attempted(), config.deadline());
    }

    private static InternalAnswer alreadyConnected(Attempt attempt) {
        String text =
                "This " + attempt.platform.capabilities().displayName() + " account is already connected to Postproxy.";
        return new InternalAnswer(422, text, ALREADY_CONNECTED, null);
    }

    /** What the customer is told of a profile that there is now. */
    static JsonNode result(Profile profile, @Nullable String nextStep) {
        ObjectNode result = Json.object().put("success", true);
        result.putObject("profile")
                .put("id", profile.id().toString())
                .put("network", profile.platform())
                .put("name", profile.name())
                .put("external_username", profile.username());
        if (nextStep != null) {
            result.put("next_step", nextStep);
        }
        return result;
    }

    private static Uni<InternalAnswer> answer(InternalAnswer answer) {
        return Uni.createFrom().item(answer);
    }
}
