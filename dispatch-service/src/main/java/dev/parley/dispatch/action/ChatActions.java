package dev.parley.dispatch.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.dispatch.internal.ActionConfig;
import dev.parley.dispatch.internal.Answers;
import dev.parley.dispatch.internal.InternalSecretMechanism;
import dev.parley.id.ChatId;
import dev.parley.internal.InternalAnswer;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.ChatArchiver;
import dev.parley.platform.ColdSendCheck;
import dev.parley.platform.Platforms;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.RestPath;

/** Archive, and the question whether we may write first; see {@link dev.parley.internal.InternalApi}. */
@Path("/internal/chats/{id}")
@RolesAllowed(InternalSecretMechanism.GATEWAY)
public class ChatActions {
    private static final InternalAnswer NOT_FOUND = InternalAnswer.refused(404, "Not found");
    private static final InternalAnswer NO_OBJECTION = InternalAnswer.ok(null);

    private static final String LOCK = "select 1 from chat_lanes where chat_id = $1 for update";

    private static final String ARCHIVE = """
            update chats set archived = $2,
                metadata = coalesce(metadata, '{}') || jsonb_build_object('muted', $2::boolean),
                external_conversation_id = coalesce($3, external_conversation_id)
            where id = $1""";

    private final Targets targets;
    private final Platforms platforms;
    private final Answers answers;
    private final Pool pool;
    private final ActionConfig config;

    ChatActions(Targets targets, Platforms platforms, Answers answers, Pool pool, ActionConfig config) {
        this.targets = targets;
        this.platforms = platforms;
        this.answers = answers;
        this.pool = pool;
        this.config = config;
    }

    /** {@code {archived}}; doing it twice is no error. */
    @POST
    @Path("/archived")
    public Uni<InternalAnswer> archive(@RestPath String id, JsonNode request) {
        boolean archived = request.path("archived").asBoolean();
        InternalAnswer impossible = InternalAnswer.refused(422, "Archiving chats is only supported on Bluesky");
        return act(
                id,
                ChatArchiver.class,
                impossible,
                (archiver, at) -> answers.of(
                        at.profile(),
                        () -> archiver.archive(at.profile(), at.recipient(), archived, config.deadline()),
                        done -> write(at, archived, done).replaceWith(InternalAnswer.ok(null))));
    }

    /** 422 only when the platform itself refuses; when it cannot be asked, the send itself will tell. */
    @POST
    @Path("/cold_send_check")
    public Uni<InternalAnswer> mayWriteFirst(@RestPath String id) {
        return act(
                id,
                ColdSendCheck.class,
                NO_OBJECTION,
                (check, at) -> at.profile().status() == Profile.Status.ACTIVE
                        ? ask(check, at)
                        : Uni.createFrom().item(NO_OBJECTION));
    }

    private Uni<InternalAnswer> ask(ColdSendCheck check, ActionTarget at) {
        return check.mayWrite(at.profile(), at.recipient(), config.deadline())
                .map(outcome -> outcome instanceof ActionOutcome.Refused refused
                        ? InternalAnswer.refused(422, refused.error().message())
                        : NO_OBJECTION)
                .ifNoItem()
                .after(config.deadline())
                .recoverWithItem(NO_OBJECTION);
    }

    private Uni<Void> write(ActionTarget at, boolean archived, ActionOutcome.Done done) {
        JsonNode conversation = done.result().path("conversation_id");
        Tuple change = Tuple.of(at.chat().value(), archived, conversation.isTextual() ? conversation.asText() : null);
        return pool.withTransaction(transaction -> transaction
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(at.chat().value()))
                        .chain(() -> transaction.preparedQuery(ARCHIVE).execute(change)))
                .replaceWithVoid();
    }

    private <T> Uni<InternalAnswer> act(
            String id,
            Class<T> ability,
            InternalAnswer otherwise,
            BiFunction<T, ActionTarget, Uni<InternalAnswer>> action) {
        Optional<ChatId> known = ChatId.parse(id);
        if (known.isEmpty()) {
            return Uni.createFrom().item(NOT_FOUND);
        }
        return targets.chat(known.get())
                .flatMap(found -> found.map(at -> platforms
                                .with(ability, at.profile().platform())
                                .map(able -> action.apply(able, at))
                                .orElseGet(() -> Uni.createFrom().item(otherwise)))
                        .orElseGet(() -> Uni.createFrom().item(NOT_FOUND)));
    }
}
