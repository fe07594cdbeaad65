package dev.parley.gateway.messages;

import dev.parley.kafka.TopicWriter;
import dev.parley.topic.OutboundCommand;
import dev.parley.topic.Topics;
import dev.parley.trace.TraceHeader;
import dev.parley.wire.Message;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Wakes dispatch after a send was accepted. Nobody waits for it and nothing depends on it: a lane that is due is found
 * by dispatch's own scan as well.
 */
@ApplicationScoped
class OutboundAnnouncer {
    private static final Logger LOG = Logger.getLogger(OutboundAnnouncer.class);

    private final TopicWriter topics;

    OutboundAnnouncer(TopicWriter topics) {
        this.topics = topics;
    }

    void announce(OutboundDraft draft, Message message, @Nullable String traceparent) {
        OutboundCommand command = new OutboundCommand(
                OutboundCommand.VERSION,
                message.id(),
                message.chatId(),
                draft.profile().id().toString(),
                draft.participantExternalId(),
                message.body(),
                message.tag(),
                message.replyToExternalId(),
                message.replyMarkup(),
                message.quickReplies(),
                message.buttons(),
                message.card(),
                message.createdAt());
        topics.write(Topics.OUTBOUND, message.chatId(), command.write(), TraceHeader.of(traceparent))
                .subscribe()
                .with(
                        written -> {},
                        failure ->
                                LOG.warnf("send %s not announced, the scan will find it: %s", message.id(), failure));
    }
}
