package dev.parley.gateway.profiles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.Fields;
import dev.parley.json.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a customer may decide for a profile; absent members stay as they are.
 *
 * @param unknownOutcome {@code fail} or {@code resend}: what becomes of a send whose outcome nobody can tell
 * @param storyMedia {@code mirror} or {@code link_only}: whether media of stories outlive the story
 */
public record SettingsChange(
        @Nullable String unknownOutcome, @Nullable String storyMedia) {
    static SettingsChange read(Fields fields) {
        ObjectNode settings = fields.object("settings");
        if (settings == null) {
            throw ApiException.missing("settings");
        }
        Fields wanted = Fields.of(settings);
        return new SettingsChange(
                oneOf(wanted, "unknown_outcome", Set.of("fail", "resend")),
                oneOf(wanted, "story_media", Set.of("link_only", "mirror")));
    }

    private static @Nullable String oneOf(Fields settings, String name, Set<String> allowed) {
        String value = settings.text(name);
        if (value != null && !allowed.contains(value)) {
            throw ApiException.unprocessable("settings." + name + " must be one of "
                    + String.join(", ", allowed.stream().sorted().toList()));
        }
        return value;
    }

    ObjectNode asJson() {
        ObjectNode json = Json.object();
        if (unknownOutcome != null) {
            json.put("unknown_outcome", unknownOutcome);
        }
        if (storyMedia != null) {
            json.put("story_media", storyMedia);
        }
        return json;
    }
}
