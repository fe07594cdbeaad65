package dev.parley.gateway.docs;

import java.util.Map;

/** One line per operation. */
final class Summaries {
    private static final Map<String, String> LINES = Map.ofEntries(
            Map.entry("GET /api/profile_groups", "List profile groups"),
            Map.entry("POST /api/profile_groups", "Make a profile group"),
            Map.entry("GET /api/profile_groups/{id}", "Show a profile group"),
            Map.entry("DELETE /api/profile_groups/{id}", "Remove an empty profile group"),
            Map.entry("POST /api/profile_groups/{id}/initialize_connection", "Connect an account into a group"),
            Map.entry("GET /api/profiles", "List the profiles of a group"),
            Map.entry("GET /api/profiles/{id}", "Show a profile"),
            Map.entry("PATCH /api/profiles/{id}", "Change a profile's settings"),
            Map.entry("DELETE /api/profiles/{id}", "Disconnect an account"),
            Map.entry("GET /api/profiles/{id}/placements", "List a profile's Pages or channels"),
            Map.entry("GET /api/profiles/{id}/stats", "Statistics of a placement (always empty)"),
            Map.entry("PATCH /api/profiles/{id}/assign_placement_to_group", "Move a placement to a group"),
            Map.entry("GET /api/profiles/{id}/ice_breakers", "Show the ice breakers"),
            Map.entry("POST /api/profiles/{id}/ice_breakers", "Replace the ice breakers"),
            Map.entry("DELETE /api/profiles/{id}/ice_breakers", "Remove the ice breakers"),
            Map.entry("GET /api/profiles/{profileId}/chats", "List a profile's chats"),
            Map.entry("POST /api/profiles/{profileId}/chats", "Find or create a chat"),
            Map.entry("GET /api/chats/{id}", "Show a chat"),
            Map.entry("POST /api/chats/{id}/archive", "Archive a chat"),
            Map.entry("DELETE /api/chats/{id}/archive", "Unarchive a chat"),
            Map.entry("GET /api/chats/{chatId}/messages", "List a chat's messages"),
            Map.entry("POST /api/chats/{chatId}/messages", "Send a message"),
            Map.entry("GET /api/messages/{id}", "Show a message"),
            Map.entry("PATCH /api/messages/{id}", "Edit a message"),
            Map.entry("POST /api/messages/{id}/react", "React to a message"),
            Map.entry("DELETE /api/messages/{id}/unreact", "Take a reaction back"),
            Map.entry("GET /api/comments", "List comments over all posts"),
            Map.entry("GET /api/posts/{postId}/comments", "List a post's comments"),
            Map.entry("POST /api/posts/{postId}/comments", "Answer a comment"),
            Map.entry("GET /api/posts/{postId}/comments/{id}", "Show a comment"),
            Map.entry("DELETE /api/posts/{postId}/comments/{id}", "Remove a comment"),
            Map.entry("POST /api/posts/{postId}/comments/{id}/{action}", "Hide, unhide, like or unlike a comment"),
            Map.entry("POST /api/posts/{postId}/comments/{id}/private_reply", "Answer a comment's author in private"),
            Map.entry("GET /api/webhooks", "List webhooks"),
            Map.entry("POST /api/webhooks", "Register a webhook"),
            Map.entry("GET /api/webhooks/{id}", "Show a webhook with its secret"),
            Map.entry("PATCH /api/webhooks/{id}", "Change a webhook"),
            Map.entry("DELETE /api/webhooks/{id}", "Remove a webhook"),
            Map.entry("GET /api/webhooks/{id}/deliveries", "List delivery attempts"),
            Map.entry("GET /api/platforms", "List the networks and what they can do"),
            Map.entry("GET /api/admin/keys", "List API keys"),
            Map.entry("POST /api/admin/keys", "Make an API key"),
            Map.entry("DELETE /api/admin/keys/{id}", "Revoke an API key"),
            Map.entry("GET /api/admin/dead_letters", "List records that could not be handled"),
            Map.entry("POST /api/admin/dead_letters/{id}/replay", "Put a record back into its topic"));

    private Summaries() {}

    static String of(String operation) {
        return LINES.getOrDefault(operation, operation);
    }
}
