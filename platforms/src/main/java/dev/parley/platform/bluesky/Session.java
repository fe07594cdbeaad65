package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import java.net.URI;
import java.time.Instant;

/**
 * An account's way in, as it is stored sealed. {@link #toString()} shows nothing secret.
 *
 * @param pds base URL of the account's own server, without a trailing slash
 * @param loggedInAt when the app password was last used; logins are scarce
 */
record Session(
        String did,
        String handle,
        String pds,
        String access,
        String refresh,
        String identifier,
        String appPassword,
        Instant loggedInAt) {

    static Session read(JsonNode credentials) {
        return new Session(
                credentials.path("did").asText(),
                credentials.path("handle").asText(),
                credentials.path("pds").asText(),
                credentials.path("access").asText(),
                credentials.path("refresh").asText(),
                credentials.path("identifier").asText(),
                credentials.path("app_password").asText(),
                Instant.ofEpochSecond(credentials.path("logged_in_at").asLong()));
    }

    ObjectNode write() {
        return Json.object()
                .put("did", did)
                .put("handle", handle)
                .put("pds", pds)
                .put("access", access)
                .put("refresh", refresh)
                .put("identifier", identifier)
                .put("app_password", appPassword)
                .put("logged_in_at", loggedInAt.getEpochSecond());
    }

    Session refreshed(String newAccess, String newRefresh) {
        return new Session(did, handle, pds, newAccess, newRefresh, identifier, appPassword, loggedInAt);
    }

    Session at(String server) {
        return new Session(did, handle, server, access, refresh, identifier, appPassword, loggedInAt);
    }

    /** Host and port of the account's own server. */
    String host() {
        return URI.create(pds).getAuthority();
    }

    @Override
    public String toString() {
        return "Session[" + did + "]";
    }
}
