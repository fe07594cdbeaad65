package dev.parley.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundAttachment;
import dev.parley.wire.Attachment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The story that a message answers: it is in {@code platform_data.story_reply}, its kept picture among the attachments' rows. */
public final class AnsweredStories {
    private AnsweredStories() {}

    /** What the message shows as {@code story_reply}: with our address of the picture once it is kept. */
    public static @Nullable JsonNode of(@Nullable JsonNode platformData, List<Attachment> rows) {
        JsonNode story = platformData == null ? null : platformData.get("story_reply");
        if (!(story instanceof ObjectNode told)) {
            return story;
        }
        return rows.stream()
                .filter(row -> isPicture(row) && row.status().equals("processed"))
                .findFirst()
                .<JsonNode>map(kept -> told.deepCopy().put("url", kept.url()))
                .orElse(told);
    }

    /** What the message shows as its attachments. */
    public static List<Attachment> without(List<Attachment> rows) {
        return rows.stream().anyMatch(AnsweredStories::isPicture)
                ? rows.stream().filter(row -> !isPicture(row)).toList()
                : rows;
    }

    private static boolean isPicture(Attachment row) {
        return row.type().equals(InboundAttachment.ANSWERED_STORY);
    }
}
