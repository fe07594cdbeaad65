package dev.parley.platform.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.json.Json;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.platform.UnreadableItemException;
import dev.parley.platform.WebhookReceiver;
import dev.parley.profile.Profile;
import dev.parley.topic.InboundRecord;
import dev.parley.topic.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Deliveries as Meta sends them, in files, with what must come of each beside it in {@code NAME.expected.json}: a list
 * with one entry per item, its Kafka key and its events.
 */
public final class Recordings {
    private static final Path FOLDER = Path.of("src/test/resources");
    private static final String EXPECTED = ".expected.json";
    private static final ObjectMapper COMPACT =
            Json.MAPPER.copy().setSerializationInclusion(JsonInclude.Include.NON_NULL);

    private Recordings() {}

    /** The names of a network's recordings. */
    public static Stream<Arguments> of(String network) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(network))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.endsWith(EXPECTED))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .map(Arguments::of)
                    .toList()
                    .stream();
        }
    }

    public static boolean exists(String network, String name) {
        return Files.exists(FOLDER.resolve(network).resolve(name + ".json"));
    }

    public static byte[] delivery(String network, String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(network).resolve(name + ".json"));
    }

    public static JsonNode expected(String network, String name) throws IOException {
        Path file = FOLDER.resolve(network).resolve(name + EXPECTED);
        return Json.MAPPER.readTree(file.toFile());
    }

    /** The delivery, signed, through the receiver; then each record, as it comes off the topic, through the reader. */
    public static ArrayNode play(byte[] body, WebhookReceiver receiver, Profile profile) {
        HookVerdict verdict = receiver.receive(signed(body, "meta-secret"));
        ArrayNode items = Json.array();
        if (verdict instanceof HookVerdict.Accepted accepted) {
            for (HookVerdict.Keyed keyed : accepted.records()) {
                InboundRecord record = ((Reading.Readable<InboundRecord>)
                                InboundRecord.read(keyed.inbound().write()))
                        .payload();
                ObjectNode item = items.addObject().put("key", keyed.key());
                item.put("known", record.profileId() != null);
                if (record.platform().equals(profile.platform())) {
                    read(receiver, profile, steady(record), item);
                }
            }
        } else {
            items.addObject().put("verdict", verdict.getClass().getSimpleName());
        }
        return items;
    }

    public static HookRequest signed(byte[] body, String secret) {
        String signature = "sha256=" + HexFormat.of().formatHex(Hmac.of(secret, body));
        return new HookRequest("POST", "", Map.of(), Map.of(GraphSignature.HEADER, signature), body);
    }

    private static void read(WebhookReceiver reader, Profile profile, InboundRecord record, ObjectNode item) {
        try {
            ArrayNode events = item.putArray("events");
            for (InboundEvent event : reader.read(profile, record)) {
                ObjectNode json = Json.object().put("event", event.getClass().getSimpleName());
                json.setAll((ObjectNode) COMPACT.<JsonNode>valueToTree(event));
                events.add(json);
            }
        } catch (UnreadableItemException unreadable) {
            item.put("unreadable", unreadable.getMessage());
        }
    }

    /** The time of receipt stands in for times that a delivery lacks; here it must always be the same. */
    private static InboundRecord steady(InboundRecord record) {
        return new InboundRecord(
                record.version(),
                record.platform(),
                record.account(),
                record.profileId(),
                Instant.parse("2026-06-01T00:00:00Z"),
                record.context(),
                record.item());
    }
}
