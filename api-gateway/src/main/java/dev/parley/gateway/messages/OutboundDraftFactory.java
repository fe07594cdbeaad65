package dev.parley.gateway.messages;

import dev.parley.gateway.chats.FoundChat;
import dev.parley.gateway.dispatch.ActionOwner;
import dev.parley.gateway.dispatch.Dispatch;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.media.OutboundMedia;
import dev.parley.gateway.media.OutboundMediaIntake;
import dev.parley.json.Json;
import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import dev.parley.platform.ColdSendCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * From a request to a draft.
 *
 * <pre>
 *   SendRules ──► may the first word be ours? (asked only where the network cares, and nobody wrote yet) ──► media
 * </pre>
 */
@ApplicationScoped
class OutboundDraftFactory {
    private final SendRules rules;
    private final Dispatch dispatch;
    private final OutboundMediaIntake media;

    OutboundDraftFactory(SendRules rules, Dispatch dispatch, OutboundMediaIntake media) {
        this.rules = rules;
        this.dispatch = dispatch;
        this.media = media;
    }

    Uni<OutboundDraft> draft(FoundChat found, SendRequest request) {
        rules.check(found.platform(), request);
        Capabilities can = found.platform().capabilities();
        return mayBegin(found)
                .flatMap(may -> media.take(can, request.media(), request.uploads()))
                .map(taken -> draft(found, request, taken.orElse(null)));
    }

    /** Only the platform's own refusal stops a send; when it cannot be asked, the send itself will tell. */
    private Uni<Void> mayBegin(FoundChat found) {
        if (!(found.platform() instanceof ColdSendCheck) || found.chat().lastInboundAt() != null) {
            return Uni.createFrom().voidItem();
        }
        return dispatch.ask(
                        ActionOwner.of(found.profile()),
                        HttpMethod.POST,
                        "/internal/chats/" + found.id() + "/cold_send_check",
                        Json.object())
                .onFailure(ApiException.class)
                .recoverWithNull()
                .map(answer -> {
                    if (answer != null && answer.status() == 422 && answer.error() != null) {
                        throw ApiException.unprocessable(answer.error());
                    }
                    return null;
                });
    }

    private static OutboundDraft draft(FoundChat found, SendRequest request, @Nullable OutboundMedia media) {
        Capabilities can = found.platform().capabilities();
        return new OutboundDraft(
                found.profile(),
                found.id(),
                found.chat().participantExternalId(),
                request.body(),
                media,
                can.can(Ability.TAG) ? request.tag() : null,
                can.can(Ability.REPLY) ? request.replyToExternalId() : null,
                can.can(Ability.KEYBOARD) ? request.replyMarkup() : null,
                InteractiveRules.withContentType(request.quickReplies()),
                request.buttons(),
                request.card(),
                null);
    }
}
