package dev.parley.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.id.ProfileId;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects and disconnects accounts. Dispatch is the only caller; it writes what comes back. */
public interface ConnectionFlow {
    /**
     * Connects with what the customer gave. Validates it with the platform and does everything the platform needs to
     * deliver to us. Called with the id the profile will have; when it does not come back {@link Connected}, nothing
     * is left behind on the platform.
     *
     * <p>An account that is connected already is refused ({@link AlreadyConnected}) before anything is changed on the
     * platform. One whose profile is {@code EXPIRED} is connected again for that same profile: where an
     * address holds a profile's id it is that one's, and dispatch renews that row instead of making a new one.
     *
     * @param request the body of {@code initialize_connection}
     */
    Uni<Connection> connect(ProfileId newProfile, JsonNode request, Duration deadline);

    /** Undoes it on the platform, as far as the platform lets us. Never fails: the profile goes anyway. */
    Uni<Void> disconnect(Profile profile, Duration deadline);

    /** How an attempt to connect ended. */
    sealed interface Connection {}

    /**
     * Connected.
     *
     * @param credentials stored sealed; only this platform's package reads them
     * @param hookSecret the secret its webhook deliveries will carry; only its hash is stored
     * @param platformState what the package wants to remember
     * @param nextStep a sentence for the customer, where something is left to do
     */
    record Connected(
            String externalId,
            String name,
            @Nullable String username,
            JsonNode credentials,
            @Nullable String hookSecret,
            JsonNode platformState,
            @Nullable Instant expiresAt,
            @Nullable String nextStep)
            implements Connection {

        /** The same, remembering this as well. */
        public Connected remembering(String name, JsonNode value) {
            ObjectNode state = platformState.deepCopy();
            state.set(name, value);
            return new Connected(externalId, this.name, username, credentials, hookSecret, state, expiresAt, nextStep);
        }
    }

    /**
     * The customer must visit this page.
     *
     * @param callback our address that the page comes back to, with {@code state}; ends with {@code /callback}. Dispatch
     *     sends the customer to {@code /start} beside it, which leads on to the page
     */
    record Visit(String url, String state, String callback) implements Connection {}

    /** Several accounts came back; the customer chooses through placements. */
    record Choose(List<Connected> accounts) implements Connection {}

    /**
     * Refused.
     *
     * @param status 401 or 422
     * @param errorCode e.g. {@code telegram_connect_failed}; null for none
     */
    record Refused(int status, String text, @Nullable String errorCode) implements Connection {}

    /**
     * This account is connected already; answered as 422 {@code account_is_already_connected}. Dispatch has its
     * subscription looked at, because a customer who connects again may be missing deliveries.
     */
    record AlreadyConnected(String externalId, String text) implements Connection {}

    /** The platform did not answer in time. */
    record Unavailable(String reason) implements Connection {}
}
