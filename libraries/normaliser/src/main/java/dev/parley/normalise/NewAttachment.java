package dev.parley.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.AttachmentId;
import dev.parley.inbound.InboundAttachment;
import dev.parley.profile.Profile;
import dev.parley.wire.Attachment;
import org.jspecify.annotations.Nullable;

/** An attachment that the batch adds; {@code source} is null when nothing is to be mirrored. */
record NewAttachment(
        AttachmentId id,
        String type,
        @Nullable String url,
        @Nullable String externalId,
        @Nullable JsonNode source,
        @Nullable String fileName,
        @Nullable Long byteSize,
        @Nullable String contentType) {

    static NewAttachment of(AttachmentId id, InboundAttachment inbound, Profile profile) {
        boolean mirrored = !inbound.story() || profile.mirrorsStories();
        return new NewAttachment(
                id,
                inbound.type(),
                inbound.url(),
                inbound.externalId(),
                mirrored ? inbound.source() : null,
                inbound.fileName(),
                inbound.byteSize(),
                inbound.contentType());
    }

    boolean isPending() {
        return source != null;
    }

    /** With nothing to fetch and nothing to show there is nothing left to hope for; a sticker may be its id alone. */
    String status() {
        boolean whole = url != null || (type.equals("sticker") && externalId != null);
        return isPending() ? "pending" : whole ? "processed" : "failed";
    }

    Attachment wire() {
        return new Attachment(id.toString(), type, url, status(), externalId, fileName, byteSize, contentType);
    }
}
