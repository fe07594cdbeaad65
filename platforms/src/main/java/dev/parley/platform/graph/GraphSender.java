package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.OutboundAttachment;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.http.Multipart;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends through {@code me/messages}.
 *
 * <pre>
 *   attachment? ──► upload ──► attachment_id ──┐      (an upload that fails has sent nothing)
 *   text, quick replies, buttons, card ────────┴──► one call ──► outcome
 * </pre>
 */
@ApplicationScoped
public class GraphSender {
    private final GraphClient client;
    private final Restrictions restrictions;

    public GraphSender(GraphClient client, Restrictions restrictions) {
        this.client = client;
        this.restrictions = restrictions;
    }

    /**
     * Sends with the bytes uploaded first.
     *
     * @param network what {@code platform} has to say in an upload; null for nothing
     */
    public Uni<SendOutcome> sendUploading(GraphAccess access, OutboundMessage message, @Nullable String network) {
        OutboundAttachment attachment = message.attachment();
        if (attachment == null) {
            return send(access, message, MessageBodies.message(message));
        }
        long start = System.nanoTime();
        return client.call(upload(access, attachment, network), message.deadline())
                .flatMap(answer -> {
                    SendOutcome failed = GraphOutcomes.ofPreparation(answer);
                    if (failed != null) {
                        return Uni.createFrom().item(failed);
                    }
                    Duration left = message.deadline().minusNanos(System.nanoTime() - start);
                    return sendUploaded(access, message, attachment, idIn(answer), left);
                });
    }

    /** Sends with Meta fetching the bytes from our public address. */
    public Uni<SendOutcome> sendByUrl(GraphAccess access, OutboundMessage message) {
        ObjectNode content = MessageBodies.message(message);
        OutboundAttachment attachment = message.attachment();
        if (attachment != null) {
            content.set("attachment", MessageBodies.attachmentByUrl(attachment));
        }
        return send(access, message, content);
    }

    /** A sender action; Meta tells nobody about it afterwards, there is no echo. */
    public Uni<ActionOutcome> act(GraphAccess access, ObjectNode action, Duration deadline) {
        return client.call(GraphCall.post(access, "me/messages", action), deadline)
                .map(GraphOutcomes::ofAction);
    }

    private Uni<SendOutcome> sendUploaded(
            GraphAccess access, OutboundMessage message, OutboundAttachment attachment, String id, Duration left) {
        if (id.isEmpty() || !left.isPositive()) {
            return Uni.createFrom()
                    .item(new SendOutcome.RetryLater(
                            null, SendOutcome.Scope.CHAT, PlatformError.of("The attachment could not be uploaded")));
        }
        ObjectNode content = MessageBodies.message(message);
        content.set("attachment", MessageBodies.attachmentById(attachment, id));
        return send(access, message, content, left);
    }

    private Uni<SendOutcome> send(GraphAccess access, OutboundMessage message, ObjectNode content) {
        return send(access, message, content, message.deadline());
    }

    private Uni<SendOutcome> send(GraphAccess access, OutboundMessage message, ObjectNode content, Duration deadline) {
        ObjectNode call = MessageBodies.call(message, content, access.host() == GraphHost.FACEBOOK);
        return client.call(GraphCall.post(access, "me/messages", call), deadline)
                .map(answer -> restrictions.weigh(
                        access, answer, GraphOutcomes.ofSend(answer, message.commentExternalId() != null)));
    }

    private static GraphCall upload(GraphAccess access, OutboundAttachment attachment, @Nullable String network) {
        ObjectNode described = Json.object();
        described
                .putObject("attachment")
                .put("type", MessageBodies.typeOf(attachment))
                .putObject("payload")
                .put("is_reusable", true);
        String name = attachment.fileName() == null ? "attachment" : attachment.fileName();
        Multipart form = new Multipart().text("message", Json.write(described));
        if (network != null) {
            form.text("platform", network);
        }
        form.file(
                "filedata",
                name,
                attachment.contentType(),
                attachment.size(),
                attachment.bytes().get());
        return GraphCall.post(access, "me/message_attachments", Json.object()).with(form.body());
    }

    private static String idIn(GraphAnswer answer) {
        JsonNode body = answer instanceof GraphAnswer.Done done ? done.body() : Json.object();
        return body.path("attachment_id").asText("");
    }
}
