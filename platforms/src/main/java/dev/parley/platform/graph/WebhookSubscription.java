package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.PlatformError;
import dev.parley.platform.WebhookHealth;
import dev.parley.profile.Profile;
import dev.parley.secret.SecretCipher;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Subscribes an account to the webhook fields of the app.
 *
 * <pre>
 *   all fields at once ──refused──► one by one, each together with those accepted before
 * </pre>
 *
 * Together, because the call replaces what was subscribed; one by one, because which fields an account may have
 * depends on the app, and one that it may not have spoils the joint call.
 */
@ApplicationScoped
public class WebhookSubscription {
    private static final Logger LOG = Logger.getLogger(WebhookSubscription.class);
    private static final String EDGE = "/subscribed_apps";

    /** The member of a profile's platform state that lists the fields Meta let it have. */
    public static final String FIELDS = "webhook_fields";

    /** Without this one nothing arrives. */
    private static final String ESSENTIAL = "messages";

    /**
     * What a Page is subscribed to, for Messenger and for the Instagram account linked to it alike: the subscription
     * is one and the same, and whoever connects last must not take anything away.
     */
    public static final List<String> PAGE_FIELDS = List.of(
            ESSENTIAL,
            "message_echoes",
            "message_deliveries",
            "message_reads",
            "message_reactions",
            "message_edits",
            "messaging_postbacks",
            "messaging_referrals",
            "standby",
            "feed",
            "messaging_seen");

    /** What an account connected by Instagram Login is subscribed to. */
    public static final List<String> INSTAGRAM_FIELDS = List.of(
            ESSENTIAL,
            "message_reactions",
            "message_edit",
            "messaging_postbacks",
            "messaging_referral",
            "messaging_seen",
            "comments",
            "live_comments",
            "standby",
            "message_echoes");

    private final GraphClient client;
    private final GraphConfig config;
    private final SecretCipher vault;
    private final WebhookHealth health;
    /** The objects whose webhook points at us since this process runs. */
    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    public WebhookSubscription(GraphClient client, GraphConfig config, SecretCipher vault, WebhookHealth health) {
        this.client = client;
        this.config = config;
        this.vault = vault;
        this.health = health;
    }

    /** Subscribes; the result lists the fields that were to be had. Refused only when messages are not among them. */
    public Uni<ActionOutcome> subscribe(GraphAccess access, String account, List<String> fields, Duration deadline) {
        return post(access, account, fields, deadline)
                .flatMap(answer -> isRefusedField(answer)
                        ? oneByOne(access, account, fields, deadline)
                        : Uni.createFrom()
                                .item(
                                        answer instanceof GraphAnswer.Done
                                                ? listing(fields)
                                                : GraphOutcomes.ofAction(answer)));
    }

    /** Subscribes the profile's account again where a field is missing that it had. */
    public Uni<ActionOutcome> ensure(Profile profile, String account, List<String> fields, Duration deadline) {
        GraphAccess access = GraphAccess.of(profile, vault);
        return client.call(GraphCall.get(access, account + EDGE), deadline).flatMap(answer -> switch (answer) {
            case GraphAnswer.Done done
            when isSubscribed(profile, done.body()) -> Uni.createFrom().item(ActionOutcome.Done.plain());
            case GraphAnswer.Done done ->
                subscribe(access, account, fields, deadline).invoke(outcome -> noteRepair(profile, outcome));
            case GraphAnswer.Refused refused -> Uni.createFrom().item(GraphOutcomes.ofAction(answer));
            case GraphAnswer.NeverMade never -> Uni.createFrom().item(GraphOutcomes.ofAction(answer));
            case GraphAnswer.NoAnswer none -> Uni.createFrom().item(GraphOutcomes.ofAction(answer));
        });
    }

    public Uni<Void> unsubscribe(GraphAccess access, String account, Duration deadline) {
        return client.call(GraphCall.delete(access, account + EDGE), deadline).replaceWithVoid();
    }

    /**
     * Points the app's webhook for an object at us, where the operator wants that done here rather than in the app
     * dashboard. A failure is logged and changes nothing: the dashboard may have it right.
     *
     * @param object {@code page} or {@code instagram}
     */
    public Uni<Void> register(String object, String platform, List<String> fields, Duration deadline) {
        Optional<String> secret = AppSecrets.signing(config);
        if (!config.registerWebhooks()
                || config.appId().isEmpty()
                || secret.isEmpty()
                || config.verifyToken().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        GraphAccess app = new GraphAccess(GraphHost.FACEBOOK, config.appId().get() + "|" + secret.get());
        GraphCall call = GraphCall.post(app, config.appId().get() + "/subscriptions", GraphLogin.nothing())
                .with("object", object)
                .with("callback_url", config.hooksUrl() + "/" + platform)
                .with("verify_token", config.verifyToken().get())
                .with("fields", String.join(",", fields));
        return client.call(call, deadline)
                .invoke(answer -> {
                    if (answer instanceof GraphAnswer.Done) {
                        registered.add(object);
                    } else {
                        LOG.warnf("the app's webhook for %s could not be registered: %s", object, answer);
                    }
                })
                .replaceWithVoid();
    }

    /**
     * {@link #register} once more, where {@link #ensure} found a subscription lost: the app's own part may be, too. And
     * once in the life of a process: our address may be another one than before.
     */
    public Uni<Void> registerAfter(
            ActionOutcome ensured, String object, String platform, List<String> fields, Duration deadline) {
        boolean isDue =
                ensured instanceof ActionOutcome.Done done && (!done.result().isNull() || !registered.contains(object));
        return isDue
                ? register(object, platform, fields, deadline)
                : Uni.createFrom().voidItem();
    }

    private Uni<GraphAnswer> post(GraphAccess access, String account, List<String> fields, Duration deadline) {
        GraphCall call = GraphCall.post(access, account + EDGE, GraphLogin.nothing())
                .with("subscribed_fields", String.join(",", fields));
        return client.call(call, deadline);
    }

    private Uni<ActionOutcome> oneByOne(GraphAccess access, String account, List<String> fields, Duration deadline) {
        List<String> accepted = new ArrayList<>();
        return Multi.createFrom()
                .iterable(fields)
                .onItem()
                .transformToUniAndConcatenate(field -> {
                    List<String> tried = new ArrayList<>(accepted);
                    tried.add(field);
                    return post(access, account, tried, deadline).invoke(answer -> note(answer, field, accepted));
                })
                .collect()
                .last()
                .map(last -> accepted.contains(ESSENTIAL)
                        ? listing(accepted)
                        : new ActionOutcome.Refused(
                                PlatformError.of("Meta does not let this app receive the account's messages")));
    }

    private static void note(GraphAnswer answer, String field, List<String> accepted) {
        if (answer instanceof GraphAnswer.Done) {
            accepted.add(field);
        } else {
            LOG.infof("the webhook field %s is not available", field);
        }
    }

    private static boolean isRefusedField(GraphAnswer answer) {
        return answer instanceof GraphAnswer.Refused refused && refused.error().meaning() == ErrorClass.BAD_REQUEST;
    }

    private static ActionOutcome listing(List<String> fields) {
        return new ActionOutcome.Done(Json.MAPPER.valueToTree(fields));
    }

    private void noteRepair(Profile profile, ActionOutcome outcome) {
        if (outcome instanceof ActionOutcome.Done) {
            health.repaired(profile);
        }
    }

    private boolean isSubscribed(Profile profile, JsonNode body) {
        Set<String> there = new HashSet<>();
        for (JsonNode app : body.path("data")) {
            boolean ours = config.appId()
                    .map(id -> id.equals(app.path("id").asText(id)))
                    .orElse(true);
            for (JsonNode field : app.path("subscribed_fields")) {
                if (ours) {
                    there.add(field.asText(field.path("name").asText()));
                }
            }
        }
        for (JsonNode had : profile.platformState().path(FIELDS)) {
            if (!there.contains(had.asText())) {
                return false;
            }
        }
        return there.contains(ESSENTIAL);
    }
}
