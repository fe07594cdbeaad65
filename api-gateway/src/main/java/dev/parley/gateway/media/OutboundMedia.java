package dev.parley.gateway.media;

import dev.parley.id.AttachmentId;
import dev.parley.media.MediaKey;
import dev.parley.media.MediaStore;
import dev.parley.wire.Attachment;
import org.jspecify.annotations.Nullable;

/**
 * An attachment on its way out: stored already, or still at the customer's URL.
 *
 * @param type {@code image}, {@code video}, {@code audio} or {@code file}
 * @param url where it is: our own once stored, the customer's before
 * @param stored what was stored; null while it must be fetched
 */
public record OutboundMedia(
        AttachmentId id,
        String type,
        String url,
        MediaStore.@Nullable Stored stored,
        @Nullable String contentType,
        @Nullable String fileName) {
    public boolean mustBeFetched() {
        return stored == null;
    }

    public String status() {
        return mustBeFetched() ? "pending" : "processed";
    }

    public @Nullable MediaKey key() {
        return stored == null ? null : stored.key();
    }

    public Attachment asAttachment() {
        Long size = stored == null ? null : stored.size();
        return new Attachment(id.toString(), type, url, status(), null, fileName, size, contentType);
    }
}
