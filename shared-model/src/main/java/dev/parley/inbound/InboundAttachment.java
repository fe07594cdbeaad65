package dev.parley.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Something attached to an inbound message.
 *
 * @param type {@code image}, {@code video}, {@code audio}, {@code sticker}, {@code file} or {@code story_mention}
 * @param externalId the platform's id of the thing, shown to customers; not for fetching
 * @param url where the platform shows it, if that may be shown to customers; never one with a token in it
 * @param source what the platform's package needs to fetch the bytes; null when there is nothing to mirror
 * @param story whether the profile's story policy decides about mirroring
 * @param fileName what the sender calls it, if the delivery says so
 * @param byteSize as the delivery says; the stored bytes correct it
 * @param contentType as the delivery says; the stored bytes correct it
 */
public record InboundAttachment(
        String type,
        @Nullable String externalId,
        @Nullable String url,
        @Nullable JsonNode source,
        boolean story,
        @Nullable String fileName,
        @Nullable Long byteSize,
        @Nullable String contentType) {
    /** The type of {@link #ofAnsweredStory}. */
    public static final String ANSWERED_STORY = "story_reply";

    /** One of which the delivery says neither name nor size nor type. */
    public InboundAttachment(
            String type, @Nullable String externalId, @Nullable String url, @Nullable JsonNode source, boolean story) {
        this(type, externalId, url, source, story, null, null, null);
    }

    /** The picture of a story that the message answers; shown with the story, not among the attachments. */
    public static InboundAttachment ofAnsweredStory(@Nullable String storyId, String url, JsonNode source) {
        return new InboundAttachment(ANSWERED_STORY, storyId, url, source, true);
    }

    /** The same with what the delivery says about the file. */
    public InboundAttachment describedAs(@Nullable String name, @Nullable Long size, @Nullable String mediaType) {
        return new InboundAttachment(type, externalId, url, source, story, name, size, mediaType);
    }
}
