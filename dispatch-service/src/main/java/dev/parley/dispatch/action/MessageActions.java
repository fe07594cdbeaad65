package dev.parley.dispatch.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.dispatch.internal.ActionConfig;
import dev.parley.dispatch.internal.Answers;
import dev.parley.dispatch.internal.InternalSecretMechanism;
import dev.parley.id.MessageId;
import dev.parley.internal.InternalAnswer;
import dev.parley.platform.MessageEditor;
import dev.parley.platform.Platforms;
import dev.parley.platform.Reactor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Edit, react and unreact; see {@link dev.parley.internal.InternalApi}. */
@Path("/internal/messages/{id}")
@RolesAllowed(InternalSecretMechanism.GATEWAY)
public class MessageActions {
    private static final InternalAnswer NOT_FOUND = InternalAnswer.refused(404, "Not found");

    private final Targets targets;
    private final Platforms platforms;
    private final Answers answers;
    private final ChangedMessage changed;
    private final ActionConfig config;

    MessageActions(Targets targets, Platforms platforms, Answers answers, ChangedMessage changed, ActionConfig config) {
        this.targets = targets;
        this.platforms = platforms;
        this.answers = answers;
        this.changed = changed;
        this.config = config;
    }

    /** {@code {body?, reply_markup?}}; what is absent stays, an empty {@code reply_markup} takes the keyboard away. */
    @PATCH
    public Uni<InternalAnswer> edit(@RestPath String id, JsonNode request) {
        @Nullable String body = text(request, "body");
        @Nullable JsonNode replyMarkup = request.hasNonNull("reply_markup") ? request.get("reply_markup") : null;
        return act(
                id,
                MessageEditor.class,
                "Editing messages",
                (editor, message) -> answers.of(
                        message.at().profile(),
                        () -> editor.edit(message.at().profile(), message.asSent(config.deadline()), body, replyMarkup),
                        done -> changed.edited(message, body, replyMarkup).replaceWith(InternalAnswer.ok(null))));
    }

    /** {@code {reaction?, emoji?}}; an earlier reaction of ours is replaced. */
    @POST
    @Path("/reaction")
    public Uni<InternalAnswer> react(@RestPath String id, JsonNode request) {
        return act(id, Reactor.class, "Reactions", (reactor, message) -> switch (reactor.choose(
                text(request, "reaction"), text(request, "emoji"))) {
            case Reactor.NotPossible refused -> Uni.createFrom().item(InternalAnswer.refused(422, refused.text()));
            case Reactor.Chosen chosen ->
                answers.of(
                        message.at().profile(),
                        () -> reactor.react(message.at().profile(), message.asSent(config.deadline()), chosen),
                        done -> changed.reacted(message, chosen.reaction(), chosen.emoji())
                                .replaceWith(InternalAnswer.ok(null)));
        });
    }

    @DELETE
    @Path("/reaction")
    public Uni<InternalAnswer> unreact(@RestPath String id) {
        return act(
                id,
                Reactor.class,
                "Reactions",
                (reactor, message) -> answers.of(
                        message.at().profile(),
                        () -> reactor.unreact(message.at().profile(), message.asSent(config.deadline())),
                        done -> changed.unreacted(message).replaceWith(InternalAnswer.ok(null))));
    }

    private <T> Uni<InternalAnswer> act(
            String id, Class<T> ability, String what, BiFunction<T, TargetMessage, Uni<InternalAnswer>> action) {
        Optional<MessageId> known = MessageId.parse(id);
        if (known.isEmpty()) {
            return Uni.createFrom().item(NOT_FOUND);
        }
        return targets.message(known.get()).flatMap(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(NOT_FOUND);
            }
            String platform = found.get().at().profile().platform();
            return platforms
                    .with(ability, platform)
                    .map(able -> action.apply(able, found.get()))
                    .orElseGet(() -> Uni.createFrom()
                            .item(InternalAnswer.refused(422, what + " is not supported on " + platform)));
        });
    }

    private static @Nullable String text(JsonNode request, String member) {
        return request.hasNonNull(member) ? request.get(member).asText() : null;
    }
}
