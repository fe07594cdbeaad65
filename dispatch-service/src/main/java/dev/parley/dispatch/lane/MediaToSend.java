package dev.parley.dispatch.lane;

import dev.parley.media.MediaKey;
import dev.parley.media.MediaStore;
import dev.parley.platform.OutboundAttachment;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The stored bytes behind a send's attachment. */
@Singleton
class MediaToSend {
    private final MediaStore store;

    MediaToSend(MediaStore store) {
        this.store = store;
    }

    /** Null for text; a head whose attachment is not stored is never sent ({@link NextStep}). */
    @Nullable
    OutboundAttachment of(Head head) {
        Head.StoredAttachment attachment = head.attachment();
        if (attachment == null) {
            return null;
        }
        MediaKey key = MediaKey.parse(String.valueOf(attachment.mediaKey())).orElseThrow();
        MediaStore.Range all = MediaStore.Range.whole(attachment.size());
        String contentType = attachment.contentType();
        return new OutboundAttachment(
                attachment.type(),
                contentType == null ? "application/octet-stream" : contentType,
                attachment.fileName(),
                attachment.size(),
                String.valueOf(attachment.url()),
                () -> store.read(key, all));
    }
}
