package dev.parley.gateway.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.access.Abilities;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.Fields;
import dev.parley.json.Json;
import dev.parley.platform.Ability;
import org.jspecify.annotations.Nullable;

/** Which messages may be edited, and into what. */
final class EditRules {
    private EditRules() {}

    /**
     * What dispatch is asked to do.
     *
     * @throws ApiException 422 for a network or message that cannot be edited, 400 when nothing is to be changed
     */
    static ObjectNode check(Abilities abilities, FoundMessage found, Fields fields) {
        abilities.require(found.platform(), Ability.EDIT, "Editing messages is");
        boolean published = found.message().direction().equals("outbound")
                && found.message().status().equals("published");
        if (!published) {
            throw ApiException.unprocessable("Only published outbound messages can be edited");
        }
        @Nullable String body = fields.presentText("body");
        @Nullable ObjectNode replyMarkup = fields.object("reply_markup");
        if (body == null && replyMarkup == null) {
            throw ApiException.badRequest("body or reply_markup is required");
        }
        SendRules.checkLength(found.platform().capabilities(), body);
        SizeRules.check("reply_markup", replyMarkup);
        ObjectNode edit = Json.object();
        if (body != null) {
            edit.put("body", body);
        }
        if (replyMarkup != null) {
            edit.set("reply_markup", replyMarkup);
        }
        return edit;
    }
}
