package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.topic.InboundRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.AbstractList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes Meta's webhook deliveries: handshake, signature, and one record per item.
 *
 * <pre>
 *   GET  hub.verify_token right? ──► Challenge
 *   POST signature over raw bytes ──no──► 403
 *          │yes
 *        split ──not an envelope──► Unreadable, whole
 *          │
 *        item ──► whose account, which participant ──► record with its own bytes
 * </pre>
 *
 * A Meta app may point all its webhooks at one address, so each address takes what arrives for either network: the
 * envelope's {@code object} decides whose item it is.
 */
@ApplicationScoped
public class GraphHooks {
    private static final Logger LOG = Logger.getLogger(GraphHooks.class);
    /** What the dashboard's test button calls the account. */
    private static final String NOBODY = "0";

    private static final Map<String, String> PLATFORM_BY_OBJECT = Map.of("page", "facebook", "instagram", "instagram");

    private final GraphConfig config;
    private final GraphAccounts profiles;

    public GraphHooks(GraphConfig config, GraphAccounts profiles) {
        this.config = config;
        this.profiles = profiles;
    }

    /** See {@link dev.parley.platform.WebhookReceiver#receive}. */
    public HookVerdict receive(String platform, HookRequest request) {
        if (request.method().equals("GET")) {
            return handshake(request.query());
        }
        if (!request.method().equals("POST")) {
            return new HookVerdict.Refused(405);
        }
        Optional<String> signature = request.header(GraphSignature.HEADER);
        if (signature.isEmpty()
                || !GraphSignature.isGenuine(signature.get(), request.body(), AppSecrets.ofWebhooks(config))) {
            return new HookVerdict.Refused(403);
        }
        try {
            return new HookVerdict.Accepted(records(Envelope.split(request.body())));
        } catch (IOException | IndexOutOfBoundsException unreadable) {
            return new HookVerdict.Unreadable(platform + ":" + hash(request.body()), "not a delivery from Meta");
        }
    }

    private HookVerdict handshake(Map<String, String> query) {
        String challenge = query.get("hub.challenge");
        String token = query.getOrDefault("hub.verify_token", "");
        boolean known = config.verifyToken().map(ours -> isSame(ours, token)).orElse(false);
        return known && challenge != null && "subscribe".equals(query.get("hub.mode"))
                ? new HookVerdict.Challenge(challenge)
                : new HookVerdict.Refused(403);
    }

    /** A record is made when it is asked for: all of them at once would be many times the delivery. */
    private List<HookVerdict.Keyed> records(List<Envelope.Item> items) {
        Instant now = Instant.now();
        List<Envelope.Item> ours = items.stream()
                .filter(item -> PLATFORM_BY_OBJECT.containsKey(item.object()))
                .toList();
        List<Envelope.Item> known = ours.stream().filter(item -> !isTest(item)).toList();
        if (known.size() < ours.size()) {
            LOG.infof("a test delivery of %d items, for no account we know", ours.size() - known.size());
        }
        return new AbstractList<>() {
            @Override
            public HookVerdict.Keyed get(int index) {
                return record(known.get(index), now);
            }

            @Override
            public int size() {
                return known.size();
            }
        };
    }

    private boolean isTest(Envelope.Item item) {
        return item.entryId().equals(NOBODY)
                && profiles.find(platformOf(item), messaging(item).accountOfReceived())
                        .isEmpty();
    }

    private static String platformOf(Envelope.Item item) {
        return PLATFORM_BY_OBJECT.getOrDefault(item.object(), "");
    }

    private static MessagingItem messaging(Envelope.Item item) {
        return MessagingItem.ofEither(
                Json.parse(item.json().getBytes(StandardCharsets.UTF_8)).orElseGet(Json::object));
    }

    private HookVerdict.Keyed record(Envelope.Item item, Instant now) {
        String platform = platformOf(item);
        MessagingItem messaging = messaging(item);
        String account = item.entryId().equals(NOBODY) ? messaging.accountOfReceived() : item.entryId();
        String key = platform + ":" + account + ":" + messaging.lane(account);
        InboundRecord inbound = new InboundRecord(
                InboundRecord.VERSION,
                platform,
                account,
                profiles.find(platform, account)
                        .map(known -> known.id().toString())
                        .orElse(null),
                now,
                new DeliveryContext(item.kind(), item.entryTime()).write(),
                item.json());
        return new HookVerdict.Keyed(key, inbound);
    }

    private static boolean isSame(String ours, String theirs) {
        return MessageDigest.isEqual(ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 16);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    /**
     * What of the envelope is needed to read an item again.
     *
     * @param kind {@code messaging}, {@code standby} or {@code changes}
     * @param time the entry's time as it came, or empty
     */
    record DeliveryContext(String kind, String time) {
        String write() {
            return Json.write(Json.object().put("kind", kind).put("time", time));
        }

        static DeliveryContext read(@Nullable String context) {
            JsonNode read = context == null
                    ? Json.object()
                    : Json.parse(context.getBytes(StandardCharsets.UTF_8)).orElseGet(Json::object);
            return new DeliveryContext(
                    read.path("kind").asText("messaging"), read.path("time").asText(""));
        }
    }
}
