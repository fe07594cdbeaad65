package dev.parley.gateway.messages;

import dev.parley.gateway.access.Abilities;
import dev.parley.gateway.error.ApiException;
import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import dev.parley.platform.Platform;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be sent where, judged from the network's capabilities, in the contract's order; the first rule that is
 * broken gives the text. Nothing has been stored when one is.
 */
@Singleton
public class SendRules {
    private static final int LONGEST_BODY_WITH_BUTTONS = 80;

    private final Abilities abilities;

    SendRules(Abilities abilities) {
        this.abilities = abilities;
    }

    /** @throws ApiException 400 or 422 */
    void check(Platform platform, SendRequest request) {
        Capabilities can = platform.capabilities();
        checkContent(platform, request);
        checkLength(can, request.body());
        if (can.can(Ability.TAG) && request.tag() != null && !request.tag().equals("HUMAN_AGENT")) {
            throw ApiException.unprocessable("tag must be HUMAN_AGENT");
        }
        checkInteractive(can, request);
    }

    private void checkContent(Platform platform, SendRequest request) {
        if (request.body() == null && request.mediaCount() == 0) {
            throw ApiException.badRequest("body or media is required");
        }
        if (request.mediaCount() > 0) {
            abilities.requireHere(platform, Ability.ATTACHMENTS, "Attachments");
        }
        if (request.body() != null && request.mediaCount() > 0) {
            throw ApiException.unprocessable("Direct messages support either text or attachment per send, not both");
        }
        if (request.mediaCount() > 1) {
            throw ApiException.unprocessable("Direct messages support one attachment per send");
        }
    }

    /** @throws ApiException 422 naming the limit in the unit the network counts */
    public static void checkLength(Capabilities can, @Nullable String body) {
        if (body == null) {
            return;
        }
        for (Capabilities.TextLimit limit : can.textLimits()) {
            if (!limit.allows(body)) {
                throw ApiException.unprocessable("body is too long (maximum is " + limit.max() + " "
                        + limit.unit().wireName() + ")");
            }
        }
    }

    private void checkInteractive(Capabilities can, SendRequest request) {
        SizeRules.check(request);
        InteractiveRules.check(request);
        String body = request.body();
        if (request.buttons() != null && body != null && body.length() > LONGEST_BODY_WITH_BUTTONS) {
            throw ApiException.unprocessable("body is too long with buttons (maximum is " + LONGEST_BODY_WITH_BUTTONS
                    + " characters, got " + body.length() + ")");
        }
        if (request.buttons() != null && request.mediaCount() > 0) {
            throw ApiException.unprocessable("buttons cannot be combined with media");
        }
        boolean interactive = request.quickReplies() != null || request.buttons() != null || request.card() != null;
        if (interactive && !can.can(Ability.INTERACTIVE)) {
            List<String> those = abilities.namesWith(Ability.INTERACTIVE);
            throw ApiException.unprocessable(
                    "quick_replies and buttons are only supported on " + String.join(" and ", those));
        }
        boolean combined = request.quickReplies() != null && (request.buttons() != null || request.mediaCount() > 0);
        if (combined && !can.can(Ability.QUICK_REPLY_COMBINATIONS)) {
            throw ApiException.unprocessable("quick_replies on " + can.displayName() + " require a plain text message");
        }
        if (request.card() != null && request.buttons() == null) {
            throw ApiException.unprocessable("card requires buttons");
        }
    }
}
