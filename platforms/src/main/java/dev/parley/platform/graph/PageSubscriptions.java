package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.ConnectionFlow;
import dev.parley.profile.Profile;
import dev.parley.secret.SecretCipher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * A Page's subscription, which a Messenger profile and the Instagram profile of the same Page share: both ask for the
 * same fields, and it ends with the last of them.
 */
@ApplicationScoped
public class PageSubscriptions {
    /** The member of a profile's platform state that names the Page it is reached through. */
    public static final String PAGE = "page_id";

    private final WebhookSubscription subscription;
    private final GraphAccounts profiles;
    private final SecretCipher vault;

    public PageSubscriptions(WebhookSubscription subscription, GraphAccounts profiles, SecretCipher vault) {
        this.subscription = subscription;
        this.profiles = profiles;
        this.vault = vault;
    }

    /** Subscribes the Page to the fields that come back, or fails with the {@link ConnectFailure} that says why not. */
    public Uni<JsonNode> begin(GraphAccess access, String page, Duration deadline) {
        return subscription
                .subscribe(access, page, WebhookSubscription.PAGE_FIELDS, deadline)
                .map(PageSubscriptions::demandDone);
    }

    public Uni<ActionOutcome> ensure(Profile profile, String page, Duration deadline) {
        return subscription.ensure(profile, page, WebhookSubscription.PAGE_FIELDS, deadline);
    }

    /** Ends it unless another profile lives on it. Never fails. */
    public Uni<Void> end(Profile leaving, String page, Duration deadline) {
        boolean shared = profiles.all().stream()
                .filter(other -> !other.id().equals(leaving.id()))
                .filter(other -> other.status() != Profile.Status.INACTIVE)
                .anyMatch(other -> other.externalId().equals(page)
                        || other.platformState().path(PAGE).asText("").equals(page));
        return shared || leaving.credentials() == null
                ? Uni.createFrom().voidItem()
                : subscription.unsubscribe(GraphAccess.of(leaving, vault), page, deadline);
    }

    /** The fields subscribed to; turns anything but success into the outcome of the connection. */
    public static JsonNode demandDone(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Done done -> done.result();
            case ActionOutcome.Refused refused ->
                throw ConnectFailure.refused(refused.error().message(), "subscription_failed");
            case ActionOutcome.Disconnected lost ->
                throw new ConnectFailure(
                        new ConnectionFlow.Refused(401, lost.error().message(), "subscription_failed"));
            case ActionOutcome.Unavailable not ->
                throw new ConnectFailure(
                        new ConnectionFlow.Unavailable(not.error().message()));
        };
    }
}
