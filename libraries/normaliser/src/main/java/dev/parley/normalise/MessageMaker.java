package dev.parley.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.AttachmentId;
import dev.parley.id.MessageId;
import dev.parley.inbound.InboundAttachment;
import dev.parley.inbound.InboundEvent.EchoArrived;
import dev.parley.inbound.InboundEvent.MessageArrived;
import dev.parley.inbound.PlatformJob;
import dev.parley.inbound.SentBy;
import dev.parley.json.Json;
import dev.parley.message.AnsweredStories;
import dev.parley.message.MessageLinks;
import dev.parley.message.TappedActions;
import dev.parley.node.IdGenerator;
import dev.parley.wire.Attachment;
import dev.parley.wire.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the messages that a batch adds, with the jobs that fetch their media. */
final class MessageMaker {
    private static final Duration WAIT_FOR_MEDIA = Duration.ofSeconds(10);

    private final Batch batch;
    private final IdGenerator ids;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    MessageMaker(Batch batch, IdGenerator ids) {
        this.batch = batch;
        this.ids = ids;
    }

    private record Content(
            String direction,
            String status,
            String externalId,
            Instant at,
            @Nullable String body,
            @Nullable String replyTo,
            @Nullable JsonNode platformData,
            boolean unsupported,
            @Nullable SentBy sentBy) {}

    MessageState inbound(ChatState chat, MessageArrived from) {
        Content content = new Content(
                "inbound",
                "received",
                from.externalId(),
                from.at(),
                Texts.storable(from.body()),
                from.replyToExternalId(),
                from.platformData(),
                from.unsupported(),
                null);
        MessageState message = make(chat, content, from.attachments());
        from.jobs()
                .forEach(job -> batch.ask(new Batch.Job(
                        chat.profile(), job, chat.id().value(), message.id().value())));
        return message;
    }

    MessageState foreign(ChatState chat, EchoArrived from) {
        Content content = new Content(
                "outbound",
                "published",
                from.externalId(),
                from.at(),
                Texts.storable(from.body()),
                from.replyToExternalId(),
                from.platformData(),
                from.unsupported(),
                from.sentBy());
        return make(chat, content, from.attachments());
    }

    private MessageState make(ChatState chat, Content content, List<InboundAttachment> inbound) {
        MessageId id = new MessageId(ids.next());
        List<NewAttachment> attachments = inbound.stream()
                .map(one -> NewAttachment.of(new AttachmentId(ids.next()), one, chat.profile()))
                .toList();
        attachments.stream().filter(NewAttachment::isPending).forEach(one -> mirror(chat, id, one));
        boolean waits =
                content.direction.equals("inbound") && attachments.stream().anyMatch(NewAttachment::isPending);
        MessageState made = MessageState.added(
                id,
                wire(chat, id, content, attachments),
                attachments,
                waits ? now.plus(WAIT_FOR_MEDIA) : null,
                batch.traceparent());
        chat.add(made);
        return made;
    }

    private void mirror(ChatState chat, MessageId message, NewAttachment attachment) {
        String id = attachment.id().toString();
        PlatformJob job = new PlatformJob(
                PlatformJob.Kind.MIRROR_MEDIA, Json.object().put("attachment_id", id), "mirror:" + id, null);
        batch.ask(new Batch.Job(chat.profile(), job, chat.id().value(), message.value()));
    }

    private Message wire(ChatState chat, MessageId id, Content content, List<NewAttachment> attachments) {
        JsonNode platformData = content.platformData;
        SentBy sentBy = content.sentBy;
        List<Attachment> rows = attachments.stream().map(NewAttachment::wire).toList();
        return new Message(
                id.toString(),
                chat.id().toString(),
                content.externalId,
                content.direction,
                sentBy == null ? null : sentBy.wireName(),
                content.body,
                content.status,
                null,
                null,
                null,
                null,
                platformData,
                content.at,
                null,
                null,
                null,
                content.replyTo,
                null,
                null,
                null,
                null,
                TappedActions.of(platformData),
                null,
                List.of(),
                AnsweredStories.without(rows),
                MessageLinks.of(platformData),
                content.unsupported,
                AnsweredStories.of(platformData, rows),
                now);
    }
}
