package dev.parley.dispatch.connection;

import dev.parley.dispatch.internal.ActionConfig;
import dev.parley.event.EventData;
import dev.parley.event.EventDraft;
import dev.parley.event.EventLog;
import dev.parley.event.EventRelay;
import dev.parley.event.EventType;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.Platforms;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import dev.parley.topic.EventRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/** Disconnects accounts: on the platform as far as it lets us, here in any case. What is still to be sent fails. */
@Singleton
class Disconnections {
    /** Credentials go; the row stays, because chats and messages point at it. */
    private static final String DISCONNECT = """
            update profiles set status = 'inactive', credentials = null, credentials_key_id = null,
                                hook_secret_hash = null, disconnected_at = now(), updated_at = now()
            where id = $1 and disconnected_at is null""";

    private final Pool pool;
    private final Platforms platforms;
    private final ProfileDirectory profiles;
    private final AccountChoices choices;
    private final EventLog events;
    private final EventRelay relay;
    private final ActionConfig config;

    Disconnections(
            Pool pool,
            Platforms platforms,
            ProfileDirectory profiles,
            AccountChoices choices,
            EventLog events,
            EventRelay relay,
            ActionConfig config) {
        this.pool = pool;
        this.platforms = platforms;
        this.profiles = profiles;
        this.choices = choices;
        this.events = events;
        this.relay = relay;
        this.config = config;
    }

    Uni<InternalAnswer> disconnect(ProfileId id) {
        return profiles.fresh(id)
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(InternalAnswer.refused(404, "Not found"))
                        : end(found.get())
                                .replaceWith(
                                        () -> InternalAnswer.ok(Json.object().put("success", true))));
    }

    /** A login whose accounts wait to be chosen is inactive: it has nothing on its platform. */
    private Uni<Void> end(Profile profile) {
        return profile.status() == Profile.Status.INACTIVE
                ? choices.withdraw(profile.id())
                : onPlatform(profile).chain(() -> here(profile));
    }

    private Uni<Void> onPlatform(Profile profile) {
        return platforms
                .with(ConnectionFlow.class, profile.platform())
                .map(flow -> flow.disconnect(profile, config.deadline())
                        .ifNoItem()
                        .after(config.deadline())
                        .fail()
                        .onFailure()
                        .recoverWithNull())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> here(Profile profile) {
        return pool.withTransaction(transaction -> write(transaction, profile))
                .invoke(relay::publish)
                .call(() -> profiles.fresh(profile.id()))
                .replaceWithVoid();
    }

    private Uni<List<EventRecord>> write(SqlConnection transaction, Profile profile) {
        Tuple id = Tuple.of(profile.id().value());
        EventDraft gone = EventDraft.ofProfile(
                EventType.PROFILE_DISCONNECTED, profile, EventData.ofProfile(profile, "disconnected"));
        return transaction
                .preparedQuery(DISCONNECT)
                .execute(id)
                .flatMap(done -> done.rowCount() == 0
                        ? Uni.createFrom().item(List.of())
                        : events.append(transaction, List.of(gone))
                                .call(() -> HeldLanes.wake(transaction, profile.id())));
    }
}
