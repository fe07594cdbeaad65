package dev.parley.fuzz;

import static dev.parley.testing.Waiting.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.parley.standalone.control.ControlJson;
import dev.parley.standalone.demo.DemoAccount;
import dev.parley.standalone.demo.DemoNetwork;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.testing.PlainSql;
import dev.parley.testing.document.DocumentedOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Deliveries as the platforms make them, damaged, with and without the right signature. Whatever they do, the next good
 * delivery must be taken.
 */
final class HookPart {
    private static final String APP_SECRET = "sandbox-app-secret";
    private static final String HOOK_SECRET = "fuzz-hook-secret";
    private static final Duration SOON = Duration.ofMinutes(2);
    /** Other requests than those of the API's part. */
    private static final long OTHER_SEED = 1_000_003;

    private final Session session;
    private final Stage stage;
    private final Mutators mutators;
    private final List<Recording> recordings = new ArrayList<>();
    private final String bot;

    /** A delivery as a platform makes it. */
    private record Recording(String platform, ObjectNode delivery) {}

    HookPart(Session session, Stage stage) {
        this.session = session;
        this.stage = stage;
        this.mutators = new Mutators(stage.world());
        record("facebook", "messenger");
        record("instagram", "instagram");
        record("telegram", "telegram");
        this.bot = botWithKnownSecret();
    }

    private void record(String platform, String folder) {
        Path files = Installation.find()
                .root()
                .resolve("platforms/src/test/resources")
                .resolve(folder);
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.sorted().filter(HookPart::isDelivery).toList()) {
                recording(file).ifPresent(delivery -> {
                    stayHere(delivery);
                    recordings.add(new Recording(platform, delivery));
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for what is no JSON object. */
    private static Optional<ObjectNode> recording(Path file) throws IOException {
        try {
            return Optional.of(ControlJson.MAPPER.readTree(file.toFile()))
                    .filter(JsonNode::isObject)
                    .map(ObjectNode.class::cast);
        } catch (JsonProcessingException other) {
            return Optional.empty();
        }
    }

    private static boolean isDelivery(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".json") && !name.endsWith(".expected.json");
    }

    /** Every address in a recording leads to the sink. */
    private void stayHere(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                if (member.getValue().asText().contains("://")) {
                    member.setValue(TextNode.valueOf(stage.sink().url("/picture.png")));
                }
            });
        }
        node.forEach(this::stayHere);
    }

    /** The secret of a real connection is known to nobody but the platform. */
    private String botWithKnownSecret() {
        JsonHttp api = new JsonHttp(stage.state().apiUrl(), stage.state().apiKey());
        String group = stage.world().pool("pg").getFirst();
        api.post(
                "/api/profile_groups/" + group + "/initialize_connection",
                Map.of("platform", "telegram", "bot_token", "77001:test-hooks"));
        PlainSql.at(stage.state().postgresUrl())
                .run(
                        "update profiles set hook_secret_hash = sha256(convert_to(?, 'UTF8'))"
                                + " where external_id = '77001' and disconnected_at is null",
                        HOOK_SECRET);
        for (JsonNode profile : api.get("/api/profiles").body().path("data")) {
            if (profile.path("external_id").asText().equals("77001")) {
                return profile.path("id").asText();
            }
        }
        throw new AssertionError("the bot was not connected");
    }

    void run() {
        int port = stage.port("ingest-service");
        RawHttp http = new RawHttp(port, session.plan.deadline());
        for (int index = 0; index < session.plan.requests() / 10 && !session.isOver(); index++) {
            Dice dice = new Dice(session.plan.seed() + OTHER_SEED, index);
            Recording recording = dice.oneOf(recordings);
            boolean signed = dice.chance(0.6);
            Draft draft = draft(recording, dice);
            mutators.damage(draft, dice, () -> sign(draft, recording.platform, signed));
            if (session.leavesOut(draft)) {
                continue;
            }
            FramedRequest request = FramedRequest.of(draft, port);
            Answer answer = http.send(request);
            session.record(draft, answer);
            session.found(flaws(draft, request, answer, signed), index, draft, request, answer);
        }
        takesGoodDeliveries();
    }

    private Draft draft(Recording recording, Dice dice) {
        String place = dice.chance(0.9) ? recording.platform : dice.of("bluesky", "nowhere", "", "facebook/x");
        String path = "/hooks/" + place + (place.equals("telegram") ? "/" + bot : "");
        Draft draft = new Draft(
                new DocumentedOperation(dice.chance(0.95) ? "POST" : "GET", path, MissingNode.getInstance()),
                new Credential(Credential.Kind.NONE, null));
        draft.members = recording.delivery.deepCopy();
        return draft;
    }

    private static void sign(Draft draft, String platform, boolean rightly) {
        if (platform.equals("telegram")) {
            draft.header("X-Telegram-Bot-Api-Secret-Token", rightly ? HOOK_SECRET : "wrong");
            return;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec((rightly ? APP_SECRET : "x").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            draft.header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(draft.content)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Flaw> flaws(Draft draft, FramedRequest request, Answer answer, boolean signed) {
        if (!answer.isAnswer()) {
            return answer.status() == Answer.SILENCE || request.complete()
                    ? List.of(new Flaw(Flaw.Kind.UNANSWERED, String.join(" + ", draft.mutations)))
                    : List.of();
        }
        if (answer.status() >= 500) {
            return List.of(new Flaw(Flaw.Kind.SERVER_ERROR, answer.body()));
        }
        if (answer.status() < 200) {
            return List.of(new Flaw(Flaw.Kind.WRONG_SHAPE, "another protocol"));
        }
        return answer.isSuccess() && !signed && Targets.path(request.target()).startsWith("/hooks/")
                ? List.of(new Flaw(Flaw.Kind.LET_IN, "an unsigned delivery is taken"))
                : List.of();
    }

    /** Somebody writes on every platform, and it arrives. */
    private void takesGoodDeliveries() {
        JsonHttp sandbox = new JsonHttp(Objects.requireNonNull(stage.state().sandboxUrl()), null);
        PlainSql database = PlainSql.at(stage.state().postgresUrl());
        for (DemoAccount account : DemoNetwork.accounts(sandbox)) {
            String text = "Still there on " + account.platform() + "?";
            new DemoNetwork(sandbox, account).say(account.participant(), text);
            try {
                await().atMost(SOON)
                        .until(() -> database.number("select count(*) from messages where body = '" + text + "'") > 0);
            } catch (ConditionTimeoutException lost) {
                session.findings.add(new Flaw(Flaw.Kind.NOT_TAKEN, account.platform()), account.platform(), text);
            }
        }
    }
}
