package dev.parley.platform.telegram;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.InboundEvent.MessageArrived;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.platform.MediaSource.Fetch;
import dev.parley.platform.OutboundAttachment;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.SentMessage;
import dev.parley.platform.contract.Messages;
import dev.parley.platform.contract.PlatformServer;
import dev.parley.platform.contract.PlatformServer.Call;
import dev.parley.platform.contract.PlatformServer.Reply;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The adapter and the sandbox's Bot API, written apart from the same facts, understand each other. */
class TelegramSandboxTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final OutboundMessage.Recipient JANE = new OutboundMessage.Recipient(Sandbox.JANE, null);
    private static final JsonNode KEYBOARD =
            Json.read("{\"inline_keyboard\":[[{\"text\":\"Yes, please\",\"callback_data\":\"order:yes\"}]]}");

    private static Sandbox sandbox;

    private final List<InboundEvent> arrived = new CopyOnWriteArrayList<>();
    private final PlatformServer ingest = new PlatformServer(this::ingest);
    private final TelegramAdapter adapter = new TelegramAdapter(sandbox.apiUrl(), ingest.url());

    @BeforeAll
    static void startSandbox() {
        sandbox = new Sandbox();
    }

    @AfterAll
    static void stopSandbox() {
        sandbox.close();
    }

    @BeforeEach
    void connectTheDemoBot() {
        sandbox.reset();
        ConnectionFlow.Connection connection = done(adapter.platform.connect(
                TelegramAdapter.PROFILE_ID, Json.object().put("bot_token", Sandbox.TOKEN), DEADLINE));
        adapter.adopt((ConnectionFlow.Connected) connection);
    }

    @AfterEach
    void close() {
        adapter.close();
        ingest.close();
    }

    @Test
    void aConversationGoesBothWays() {
        String hello = sandbox.say("Hello");
        MessageArrived received = (MessageArrived) next(1);

        SendOutcome answer = send("Good morning", received.externalId(), null);

        assertThat(received.externalId()).isEqualTo(hello);
        assertThat(received.body()).isEqualTo("Hello");
        assertThat(received.participant().name()).isEqualTo("Jane Doe");
        assertThat(answer).isInstanceOf(SendOutcome.Sent.class);
        assertThat(sandbox.inbox().path(0).path("text").asText()).isEqualTo("Good morning");
        assertThat(sandbox.inbox().path(0).path("reply_to").asText()).isEqualTo(hello);
    }

    @Test
    void aTapComesBackWithItsTitleAndIsAcknowledged() {
        sandbox.say("Hello");
        next(1);
        SendOutcome.Sent question = (SendOutcome.Sent) send("Shall we order?", null, KEYBOARD);

        sandbox.janes("tap", "\"data\":\"order:yes\"");
        MessageArrived tap = (MessageArrived) next(2);

        assertThat(tap.body()).isEqualTo("order:yes");
        assertThat(tap.replyToExternalId()).isEqualTo(question.externalId());
        assertThat(tap.platformData().path("title").asText()).isEqualTo("Yes, please");
        assertThat(done(adapter.platform.acknowledge(
                        adapter.profile(), tap.jobs().getFirst().payload(), DEADLINE)))
                .isInstanceOf(ActionOutcome.Done.class);
    }

    @Test
    void anEditKeepsTheKeyboardAndARetriedOneSucceeds() {
        sandbox.say("Hello");
        SendOutcome.Sent sent = (SendOutcome.Sent) send("Shall we order?", null, KEYBOARD);
        SentMessage asStored = new SentMessage(sent.externalId(), JANE, false, "Shall we order?", KEYBOARD, DEADLINE);

        sandbox.fault("edit", "drop_answer");
        assertThat(edit(asStored, "Shall we order now?")).isInstanceOf(ActionOutcome.Unavailable.class);
        assertThat(edit(asStored, "Shall we order now?")).isInstanceOf(ActionOutcome.Done.class);

        JsonNode shown = sandbox.inbox().path(0);
        assertThat(shown.path("text").asText()).isEqualTo("Shall we order now?");
        assertThat(shown.path("reply_markup")).isEqualTo(KEYBOARD);
    }

    @ParameterizedTest
    @CsvSource({
        "image,image/png,photo",
        "image,image/gif,animation",
        "video,video/mp4,video",
        "audio,audio/mpeg,audio",
        "audio,audio/ogg,voice",
        "sticker,image/webp,sticker",
        "file,application/pdf,document"
    })
    void mediaGoOutAsWhatTheyAre(String type, String contentType, String kind) {
        sandbox.say("Hello");
        Buffer bytes = largeFile(contentType);
        OutboundAttachment attachment = new OutboundAttachment(
                type,
                contentType,
                null,
                bytes.length(),
                "https://m.example/1",
                () -> Multi.createFrom().items(bytes.slice(0, 100_000), bytes.slice(100_000, 300_000)));

        assertThat(done(adapter.platform.send(
                        adapter.profile(), Messages.message(JANE, null, attachment, null, null, DEADLINE))))
                .isInstanceOf(SendOutcome.Sent.class);
        assertThat(sandbox.inbox().path(0).path("kind").asText()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "photo,image",
        "video,video",
        "video_note,video",
        "animation,video",
        "audio,audio",
        "voice,audio",
        "document,file",
        "sticker,sticker"
    })
    void mediaComeInAndCanBeFetched(String kind, String type) {
        String text = "some bytes";
        String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        sandbox.janes("send", "\"upload\":{\"as\":\"" + kind + "\",\"base64\":\"" + base64 + "\"}");
        MessageArrived received = (MessageArrived) next(1);

        assertThat(received.attachments()).hasSize(1);
        assertThat(received.attachments().getFirst().type()).isEqualTo(type);
        Fetch.Content content = (Fetch.Content) done(adapter.platform.open(
                adapter.profile(), received.attachments().getFirst().source(), DEADLINE));
        Buffer bytes = done(content.bytes().collect().in(Buffer::buffer, Buffer::appendBuffer));
        assertThat(bytes).hasToString(text);
    }

    @Test
    void whoNeverWroteMayNotBeWrittenTo() {
        OutboundMessage.Recipient stranger = new OutboundMessage.Recipient("777000111", null);

        ActionOutcome.Refused refused =
                (ActionOutcome.Refused) done(adapter.platform.mayWrite(adapter.profile(), stranger, DEADLINE));

        assertThat(refused.error().message()).isEqualTo("Forbidden: bot can't initiate conversation with a user");
        sandbox.say("Hello");
        assertThat(done(adapter.platform.mayWrite(adapter.profile(), JANE, DEADLINE)))
                .isInstanceOf(ActionOutcome.Done.class);
    }

    @Test
    void aBlockIsToldAndTheNextSendRefused() {
        sandbox.say("Hello");
        next(1);

        sandbox.janes("block", "\"x\":0");

        assertThat(next(2))
                .isInstanceOfSatisfying(
                        InboundEvent.ReachabilityChanged.class,
                        change -> assertThat(change.reachable()).isFalse());
        assertThat(send("Hello?", null, null))
                .isInstanceOfSatisfying(
                        SendOutcome.Rejected.class,
                        rejected -> assertThat(rejected.error().message())
                                .isEqualTo("Forbidden: bot was blocked by the user"));
    }

    @Test
    void theParticipantIsFoundWithAPictureThatCanBeFetched() {
        sandbox.say("Hello");

        var found =
                done(adapter.platform.lookUp(adapter.profile(), JANE, DEADLINE)).orElseThrow();

        assertThat(found.username()).isEqualTo("jane_doe");
        assertThat(done(adapter.platform.open(adapter.profile(), found.avatar(), DEADLINE)))
                .isInstanceOf(Fetch.Content.class);
    }

    @ParameterizedTest
    @CsvSource({
        "rate_limit,RetryLater,0",
        "token_revoked,Disconnected,0",
        "reset,Unknown,0",
        "drop_answer,Unknown,1",
        "error_after_send,Unknown,1"
    })
    void aFaultHasItsOutcomeAndNothingIsSentTwice(String fault, String outcome, int performed) {
        sandbox.say("Hello");
        sandbox.fault("send", fault);

        assertThat(send("Good morning", null, null).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(sandbox.ledger()).hasSize(performed);
    }

    @Test
    void aLostWebhookIsRepairedAndWhatWaitedArrives() {
        done(adapter.platform.disconnect(adapter.profile(), DEADLINE));
        sandbox.say("Is anybody there?");

        assertThat(done(adapter.platform.checkSubscription(adapter.profile(), DEADLINE)))
                .isInstanceOf(ActionOutcome.Done.class);

        assertThat(((MessageArrived) next(1)).body()).isEqualTo("Is anybody there?");
    }

    /** 300,000 bytes that begin as a picture of the type does; of other types only the size matters. */
    private static Buffer largeFile(String contentType) {
        String hex = switch (contentType) {
            case "image/png" -> "89504e470d0a1a0a0000000d494844520000014000000140";
            case "image/webp" -> "524946460000000057454250565038580a00000000000000ff0100ff0100";
            default -> "";
        };
        Buffer head = Buffer.buffer(HexFormat.of().parseHex(hex));
        return head.appendBytes(new byte[300_000 - head.length()]);
    }

    private Reply ingest(Call call) {
        HookRequest request = new HookRequest(
                call.method(),
                call.path().substring("/hooks/telegram/".length()),
                Map.of(),
                call.headers(),
                call.body().getBytes(StandardCharsets.UTF_8));
        return switch (adapter.platform.receive(request)) {
            case HookVerdict.Accepted accepted -> {
                accepted.records()
                        .forEach(keyed -> arrived.addAll(adapter.platform.read(adapter.profile(), keyed.inbound())));
                yield new Reply.Answer(200, Map.of(), "");
            }
            case HookVerdict.Refused refused -> new Reply.Answer(refused.status(), Map.of(), "");
            case HookVerdict.NotKnownYet notYet -> new Reply.Answer(503, Map.of(), "");
            case HookVerdict.Unreadable unreadable -> new Reply.Answer(200, Map.of(), "");
            case HookVerdict.Challenge challenge -> new Reply.Answer(200, Map.of(), challenge.text());
        };
    }

    private InboundEvent next(int count) {
        await().atMost(PATIENCE).until(() -> arrived.size() >= count);
        return arrived.get(count - 1);
    }

    private SendOutcome send(String text, @Nullable String replyTo, @Nullable JsonNode markup) {
        OutboundMessage.Original original = replyTo == null ? null : new OutboundMessage.Original(replyTo, null);
        return done(adapter.platform.send(
                adapter.profile(), Messages.message(JANE, text, null, original, markup, DEADLINE)));
    }

    private ActionOutcome edit(SentMessage message, String body) {
        return done(adapter.platform.edit(adapter.profile(), message, body, null));
    }

    private static <T> T done(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
