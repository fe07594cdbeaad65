package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundAttachment;
import java.util.List;

/**
 * What a message carries besides its text.
 *
 * @param attachments things that can be mirrored or shown
 * @param platformData members for {@code platform_data}: {@code links}, {@code location}, {@code template},
 *     {@code attachments} (of kinds nobody knows, and what has no other place, unchanged)
 */
public record Content(List<InboundAttachment> attachments, ObjectNode platformData) {
    /** Whether nothing of it could be read. */
    boolean isEmpty() {
        return attachments.isEmpty() && platformData.isEmpty();
    }
}
