package dev.parley.normalise;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.InboundEvent.EchoArrived;
import dev.parley.inbound.InboundEvent.MessageDeleted;
import dev.parley.inbound.InboundEvent.MessageEdited;
import dev.parley.inbound.InboundEvent.ReactionChanged;
import dev.parley.inbound.Participant;
import dev.parley.json.Json;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * An event that came before the message it is about, as it waits in {@code early_events}; or the removal of a reaction,
 * which may have come before the reaction.
 *
 * @param id of the row; 0 while it has none
 * @param externalId of the message it waits for
 */
record PendingEvent(long id, String externalId, InboundEvent.InChat event) {
    /** Absent members instead of nulls: a null would come back as a JSON null node. */
    private static final ObjectMapper MAPPER =
            Json.MAPPER.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    /** Begins the external id of what waits for no message, but is remembered for as long as a platform repeats itself. */
    static final String REMOVAL = "unreact:";

    /** What a receipt "up to this message" needs to be told again. */
    private record Receipt(Participant participant, boolean read, Instant at) {}

    /** Under what the removal of a sender's reaction is remembered, for a reaction that it has overtaken. */
    static String removalOf(ReactionChanged change) {
        return REMOVAL + change.messageExternalId() + ":" + change.senderExternalId();
    }

    static PendingEvent waitingFor(String externalId, InboundEvent.InChat event) {
        return new PendingEvent(0, externalId, event);
    }

    String kind() {
        return switch (event) {
            case EchoArrived echo -> "echo";
            case MessageEdited edited -> "edit";
            case MessageDeleted deleted -> "delete";
            case ReactionChanged reaction -> "reaction";
            case InboundEvent.ReceiptArrived receipt -> "receipt";
            case InboundEvent.MessageArrived m -> throw neverWaits();
            case InboundEvent.EditNoticed e -> throw neverWaits();
            case InboundEvent.ReferralArrived r -> throw neverWaits();
            case InboundEvent.ReachabilityChanged r -> throw neverWaits();
            case InboundEvent.ArchiveChanged a -> throw neverWaits();
        };
    }

    String payload() {
        Object payload = event instanceof InboundEvent.ReceiptArrived receipt
                ? new Receipt(receipt.participant(), receipt.read(), receipt.at())
                : event;
        try {
            return MAPPER.writeValueAsString(payload);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static PendingEvent read(long id, String externalId, String kind, String payload) {
        try {
            return new PendingEvent(id, externalId, event(externalId, kind, payload));
        } catch (JsonProcessingException foreign) {
            throw new UncheckedIOException(foreign);
        }
    }

    private static InboundEvent.InChat event(String externalId, String kind, String payload)
            throws JsonProcessingException {
        return switch (kind) {
            case "echo" -> MAPPER.readValue(payload, EchoArrived.class);
            case "edit" -> MAPPER.readValue(payload, MessageEdited.class);
            case "delete" -> MAPPER.readValue(payload, MessageDeleted.class);
            case "reaction" -> MAPPER.readValue(payload, ReactionChanged.class);
            case "receipt" -> {
                Receipt receipt = MAPPER.readValue(payload, Receipt.class);
                yield new InboundEvent.ReceiptArrived(
                        receipt.participant, receipt.read, new InboundEvent.Covered.UpTo(externalId), receipt.at);
            }
            default -> throw new IllegalStateException("unknown early event " + kind);
        };
    }

    private static IllegalStateException neverWaits() {
        return new IllegalStateException("waits for no message");
    }
}
