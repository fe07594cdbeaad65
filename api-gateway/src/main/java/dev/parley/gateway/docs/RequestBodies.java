package dev.parley.gateway.docs;

import dev.parley.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/** The bodies of writes, each by an example; JSON, form and multipart are taken everywhere. */
final class RequestBodies {
    private static final List<String> TYPES =
            List.of("application/json", "application/x-www-form-urlencoded", "multipart/form-data");

    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("POST /api/profile_groups", "{\"profile_group\":{\"name\":\"Shop\"}}"),
            Map.entry(
                    "POST /api/profile_groups/{id}/initialize_connection",
                    "{\"platform\":\"telegram\",\"bot_token\":\"123456:ABC\"}"),
            Map.entry(
                    "PATCH /api/profiles/{id}",
                    "{\"settings\":{\"unknown_outcome\":\"fail\",\"story_media\":\"mirror\"}}"),
            Map.entry(
                    "PATCH /api/profiles/{id}/assign_placement_to_group",
                    "{\"placement_id\":\"1789\",\"target_profile_group_id\":\"pg_38fxg6p5ez800\"}"),
            Map.entry(
                    "POST /api/profiles/{id}/ice_breakers",
                    "{\"ice_breakers\":[{\"question\":\"Where are you?\",\"payload\":\"WHERE\"}]}"),
            Map.entry(
                    "POST /api/profiles/{profileId}/chats",
                    "{\"participant_external_id\":\"did:plc:abc\",\"participant_username\":\"ann\",\"participant_name\":\"Ann\"}"),
            Map.entry(
                    "POST /api/chats/{chatId}/messages",
                    "{\"body\":\"Hello\",\"tag\":\"HUMAN_AGENT\",\"quick_replies\":[{\"title\":\"Yes\",\"payload\":\"YES\"}]}"),
            Map.entry("PATCH /api/messages/{id}", "{\"body\":\"Hello again\",\"reply_markup\":{}}"),
            Map.entry("POST /api/messages/{id}/react", "{\"reaction\":\"love\",\"emoji\":\"❤\"}"),
            Map.entry(
                    "POST /api/posts/{postId}/comments", "{\"text\":\"Thanks!\",\"parent_id\":\"cmt_38fxg6p5ez800\"}"),
            Map.entry("POST /api/posts/{postId}/comments/{id}/private_reply", "{\"text\":\"Here is the link\"}"),
            Map.entry(
                    "POST /api/webhooks",
                    "{\"url\":\"https://example.com/hook\",\"events\":[\"*\"],\"description\":\"CRM\"}"),
            Map.entry("PATCH /api/webhooks/{id}", "{\"enabled\":false}"),
            Map.entry("POST /api/admin/keys", "{\"account_id\":\"acc_38fxg6p5ez800\",\"label\":\"CRM\"}"));

    private RequestBodies() {}

    static Optional<RequestBody> of(String operation) {
        return Optional.ofNullable(EXAMPLES.get(operation)).map(RequestBodies::body);
    }

    private static RequestBody body(String example) {
        Map<?, ?> value = Json.MAPPER.convertValue(Json.read(example), LinkedHashMap.class);
        Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
        value.keySet().forEach(name -> schema.addProperty(String.valueOf(name), OASFactory.createSchema()));
        Content content = OASFactory.createContent();
        for (String type : TYPES) {
            content.addMediaType(
                    type, OASFactory.createMediaType().schema(schema).example(value));
        }
        return OASFactory.createRequestBody().content(content);
    }
}
