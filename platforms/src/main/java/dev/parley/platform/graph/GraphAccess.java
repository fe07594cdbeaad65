package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import dev.parley.profile.Profile;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretCipher;

/** A token and the host it speaks to: what the stored credentials of a Messenger or Instagram profile hold. */
public record GraphAccess(GraphHost host, String token) {

    /** Opens a profile's credentials. */
    public static GraphAccess of(Profile profile, SecretCipher vault) {
        Sealed credentials = profile.credentials();
        if (credentials == null) {
            throw new IllegalStateException(profile.id() + " has no credentials");
        }
        return of(Json.read(vault.open(credentials, profile.credentialsPlace())));
    }

    /** From opened credentials. */
    public static GraphAccess of(JsonNode opened) {
        GraphHost host = opened.path("host").asText().equals(GraphHost.INSTAGRAM.wireName())
                ? GraphHost.INSTAGRAM
                : GraphHost.FACEBOOK;
        return new GraphAccess(host, opened.path("access_token").asText());
    }

    /** What is stored, sealed. */
    public ObjectNode credentials() {
        return Json.object().put("host", host.wireName()).put("access_token", token);
    }

    @Override
    public String toString() {
        return "GraphAccess[" + host + "]";
    }
}
