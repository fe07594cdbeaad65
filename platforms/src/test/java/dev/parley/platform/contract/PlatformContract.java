package dev.parley.platform.contract;

import static dev.parley.platform.contract.Situation.LOCKED_OUT;
import static dev.parley.platform.contract.Situation.RATE_LIMITED;
import static dev.parley.platform.contract.Situation.REFUSING;
import static dev.parley.platform.contract.Situation.SILENT;
import static dev.parley.platform.contract.Situation.UNREACHABLE;
import static dev.parley.platform.contract.Situation.WORKING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.Ability;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.Capabilities;
import dev.parley.platform.ChatArchiver;
import dev.parley.platform.EventPoller;
import dev.parley.platform.IceBreakerEditor;
import dev.parley.platform.MessageEditor;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.Platform;
import dev.parley.platform.PrivateReplier;
import dev.parley.platform.Reactor;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.WebhookReceiver;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every platform keeps, whatever it is: outcomes of sends and actions, capabilities, secrets. */
public abstract class PlatformContract {
    /** Far longer than any outcome takes; a test that reaches it has found a platform that never answers. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    /** For servers that never answer: as short as can be told from an answer. */
    private static final Duration SHORT_DEADLINE = Duration.ofMillis(700);

    private PlatformHarness harness;
    private CapturedLog log;

    /** A fresh adapter before a fresh server that is {@link Situation#WORKING}. */
    protected abstract PlatformHarness open();

    @BeforeEach
    void openHarness() {
        log = new CapturedLog();
        harness = open();
    }

    @AfterEach
    void closeHarness() {
        harness.close();
        log.close();
    }

    @Test
    void aTextGoesOutOnceAndHasAnExternalId() {
        SendOutcome outcome = send("Good morning");

        assertThat(outcome).isInstanceOf(SendOutcome.Sent.class);
        assertThat(((SendOutcome.Sent) outcome).externalId()).isNotBlank();
        assertThat(harness.sentTexts()).containsExactly("Good morning");
    }

    @Test
    void textsGoOutUnchanged() {
        List<String> texts = List.of("  <b>&amp;</b> *not* _markup_ ", "line\nline", "\"\\u0041 \\n{}", "🙂 עברית 中文");

        texts.forEach(this::send);

        assertThat(harness.sentTexts()).isEqualTo(texts);
    }

    @Test
    void aTextAsLongAsTheLimitGoesOutWhole() {
        Capabilities.TextLimit limit =
                harness.platform().capabilities().textLimits().getFirst();
        String longest = "a".repeat(limit.max());

        assertThat(limit.allows(longest)).isTrue();
        assertThat(limit.allows(longest + "a")).isFalse();
        assertThat(send(longest)).isInstanceOf(SendOutcome.Sent.class);
        assertThat(harness.sentTexts()).containsExactly(longest);
    }

    @Test
    void aRateLimitMeansLater() {
        harness.put(RATE_LIMITED);

        SendOutcome outcome = send("hello");

        assertThat(outcome).isInstanceOf(SendOutcome.RetryLater.class);
        Duration after = ((SendOutcome.RetryLater) outcome).after();
        assertThat(after == null || after.compareTo(PlatformHarness.ASKED_WAIT) >= 0)
                .as("waits at least as long as it was asked to")
                .isTrue();
    }

    @Test
    void aRefusalIsRejectedWithThePlatformsWords() {
        harness.put(REFUSING);

        SendOutcome outcome = send("hello");

        assertThat(outcome).isInstanceOf(SendOutcome.Rejected.class);
        assertThat(((SendOutcome.Rejected) outcome).error().message()).contains(PlatformHarness.REFUSAL);
    }

    @Test
    void aLostTokenMeansDisconnected() {
        harness.put(LOCKED_OUT);

        assertThat(send("hello")).isInstanceOf(SendOutcome.Disconnected.class);
    }

    @Test
    void aRefusedConnectionMeansLaterBecauseNothingWasSent() {
        harness.put(UNREACHABLE);

        assertThat(send("hello")).isInstanceOf(SendOutcome.RetryLater.class);
        assertThat(harness.sentTexts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "HANGING_UP", "FAILING_AFTERWARDS", "MUMBLING"})
    void whatWasWrittenAndNotConfirmedIsUnknownAndNotSentAgain(Situation situation) {
        harness.put(situation);

        SendOutcome outcome = send("hello", situation == SILENT ? SHORT_DEADLINE : DEADLINE);

        assertThat(outcome).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(harness.sentTexts()).containsExactly("hello");
    }

    @Test
    void aSendAfterASilentOneGoesThrough() {
        harness.put(SILENT);
        send("first", SHORT_DEADLINE);
        harness.put(WORKING);

        assertThat(send("second")).isInstanceOf(SendOutcome.Sent.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "SILENT", "HANGING_UP", "UNREACHABLE", "FAILING_AFTERWARDS"})
    void anActionThatGotNoVerdictIsUnavailable(Situation situation) {
        harness.put(situation);

        performAll(situation == SILENT ? SHORT_DEADLINE : DEADLINE)
                .forEach((action, outcome) ->
                        assertThat(outcome).as(action).isInstanceOf(ActionOutcome.Unavailable.class));
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "SILENT", "HANGING_UP", "UNREACHABLE", "FAILING_AFTERWARDS"})
    void anUnavailableActionSaysWhetherItMayHaveBeenDone(Situation situation) {
        boolean mayHaveBeenDone = situation != Situation.RATE_LIMITED && situation != Situation.UNREACHABLE;
        harness.put(situation);

        performAll(situation == SILENT ? SHORT_DEADLINE : DEADLINE)
                .forEach((action, outcome) -> assertThat(((ActionOutcome.Unavailable) outcome).perhapsDone())
                        .as(action)
                        .isEqualTo(mayHaveBeenDone));
    }

    @Test
    void anActionWithALostTokenMeansDisconnected() {
        harness.put(LOCKED_OUT);

        performAll(DEADLINE)
                .forEach((action, outcome) ->
                        assertThat(outcome).as(action).isInstanceOf(ActionOutcome.Disconnected.class));
    }

    @Test
    void anActionOnAWorkingPlatformIsDone() {
        performAll(DEADLINE)
                .forEach((action, outcome) -> assertThat(outcome).as(action).isInstanceOf(ActionOutcome.Done.class));
    }

    @Test
    void theNameIsFitForAddressesAndTheDisplayNameForRefusals() {
        assertThat(harness.platform().name()).matches("[a-z]+");
        assertThat(harness.platform().capabilities().displayName()).isNotBlank();
        assertThat(harness.platform().capabilities())
                .isSameAs(harness.platform().capabilities());
    }

    @Test
    void abilitiesAndInterfacesSayTheSame() {
        Platform platform = harness.platform();
        Capabilities can = platform.capabilities();

        assertThat(platform instanceof MessageEditor).as("edit").isEqualTo(can.can(Ability.EDIT));
        assertThat(platform instanceof Reactor).as("react").isEqualTo(can.can(Ability.REACTIONS));
        assertThat(platform instanceof ChatArchiver).as("archive").isEqualTo(can.can(Ability.ARCHIVE));
        assertThat(platform instanceof PrivateReplier).as("private reply").isEqualTo(can.can(Ability.PRIVATE_REPLIES));
        assertThat(platform instanceof IceBreakerEditor).as("ice breakers").isEqualTo(can.can(Ability.ICE_BREAKERS));
        assertThat(!can.media().isEmpty()).as("attachments").isEqualTo(can.can(Ability.ATTACHMENTS));
        assertThat(platform instanceof WebhookReceiver)
                .as("webhook")
                .isEqualTo(can.inbound().equals("webhook"));
        assertThat(platform instanceof EventPoller)
                .as("poll")
                .isEqualTo(can.inbound().equals("poll"));
    }

    @Test
    void limitsAndRatesAreGiven() {
        Capabilities can = harness.platform().capabilities();

        assertThat(can.textLimits()).isNotEmpty().allMatch(limit -> limit.max() > 0);
        assertThat(can.media().values()).allMatch(size -> size > 0);
        assertThat(can.rates().perProfile()).isPositive();
        assertThat(can.rates().perChat()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void noSecretShowsInAnOutcomeOrALog(Situation situation) {
        harness.put(situation);
        List<String> shown = new ArrayList<>();

        shown.add(send("hello", situation == SILENT ? SHORT_DEADLINE : DEADLINE).toString());
        performAll(situation == SILENT ? SHORT_DEADLINE : DEADLINE)
                .values()
                .forEach(outcome -> shown.add("" + outcome));
        shown.add(harness.profile().toString());
        shown.add(harness.platform().toString());

        assertThat(harness.secrets()).isNotEmpty();
        for (String secret : harness.secrets()) {
            assertThat(shown).noneMatch(text -> text.contains(secret));
            assertThat(log.lines()).noneMatch(text -> text.contains(secret));
        }
    }

    private SendOutcome send(String text) {
        return send(text, DEADLINE);
    }

    private SendOutcome send(String text, Duration deadline) {
        OutboundMessage message = Messages.text(harness.recipient(), text, deadline);
        return harness.platform().send(harness.profile(), message).await().atMost(PATIENCE);
    }

    /** All at once: where nobody answers, that is one deadline for all of them. */
    private Map<String, ActionOutcome> performAll(Duration deadline) {
        Map<String, Supplier<Uni<ActionOutcome>>> actions = new Actions(harness, deadline).of(harness.platform());
        Map<String, CompletableFuture<ActionOutcome>> underWay = new LinkedHashMap<>();
        actions.forEach((name, action) -> underWay.put(name, action.get().subscribeAsCompletionStage()));
        Map<String, ActionOutcome> outcomes = new LinkedHashMap<>();
        underWay.forEach((name, outcome) -> outcomes.put(
                name, outcome.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join()));
        return outcomes;
    }
}
