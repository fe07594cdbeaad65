package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.alerts.AlertRule;
import dev.parley.alerts.History;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every alert rule is quiet, rings when its fault happens to running services, goes on ringing while it lasts, and is
 * quiet again afterwards. The rules' own expressions are evaluated over the services' own metrics pages.
 */
@Tag("full")
@Tag("full-alerts")
class AlertsRingTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration STEADILY = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Map<String, Fault> FAULTS = faults();

    private static AlertStage stage;

    /** @param goesOn done at every look while the alert is waited for */
    private record Fault(Consumer<AlertStage> begins, Consumer<AlertStage> goesOn, Consumer<AlertStage> ends) {
        static Fault of(Consumer<AlertStage> begins, Consumer<AlertStage> ends) {
            return new Fault(begins, on -> {}, ends);
        }

        static Fault again(Consumer<AlertStage> goesOn) {
            return new Fault(on -> {}, goesOn, on -> {});
        }
    }

    @BeforeAll
    static void open() {
        stage = new AlertStage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    static List<AlertRule> rules() {
        return AlertRule.all();
    }

    @Test
    void everyAlertHasItsFault() {
        assertThat(FAULTS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        rules().stream().map(AlertRule::name).toList());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void itRingsWhileItsFaultLasts(AlertRule rule) {
        Fault fault = FAULTS.get(rule.name());
        awaitQuiet(rule);
        History history = new History();
        stage.scrape(history);

        fault.begins.accept(stage);
        try {
            within().during(STEADILY).until(() -> {
                fault.goesOn.accept(stage);
                stage.scrape(history);
                return rule.rings(history);
            });
        } finally {
            fault.ends.accept(stage);
        }
        awaitQuiet(rule);
    }

    private static void awaitQuiet(AlertRule rule) {
        within().until(() -> {
            History now = new History();
            stage.scrape(now);
            stage.scrape(now);
            return !rule.rings(now);
        });
    }

    private static ConditionFactory within() {
        return await().atMost(LIMIT).pollInterval(LOOK_EVERY);
    }

    private static Map<String, Fault> faults() {
        Map<String, Fault> faults = new HashMap<>(deliveries());
        faults.putAll(sends());
        faults.putAll(inbound());
        faults.put("ParleyServiceDown", Fault.of(on -> on.kill("bluesky-poller"), on -> on.start("bluesky-poller")));
        faults.put("ParleyOutboxOld", withoutBroker(AlertStage::leaveInTheOutbox, on -> {}));
        faults.put("ParleyBacklogUnread", withoutDatabase(on -> {}, on -> {}));
        faults.put("ParleyPollsFail", withoutDatabase(on -> {}, on -> {}));
        return faults;
    }

    private static Map<String, Fault> sends() {
        return Map.of(
                "ParleySendsOverdue",
                Fault.of(AlertsRingTest::sendsWait, on -> latency(on, 0)),
                "ParleySendsFail",
                new Fault(
                        on -> blocked(on, "block"),
                        on -> on.command(on.seats().getFirst()),
                        on -> blocked(on, "unblock")),
                "ParleyOutcomesUnknown",
                new Fault(
                        on -> on.control(
                                "/control/faults",
                                Map.of(
                                        "platform",
                                        "telegram",
                                        "operation",
                                        "send",
                                        "kind",
                                        "drop_answer",
                                        "times",
                                        20)),
                        on -> on.command(on.seats().get(1)),
                        on -> {}),
                "ParleyPlatformWebhookFailing",
                Fault.again(AlertStage::askForWebhooks));
    }

    /** More than there is room for, since two minutes. */
    private static void sendsWait(AlertStage on) {
        latency(on, 3_000);
        for (int round = 0; round < 3; round++) {
            on.seats().forEach(on::command);
        }
        within().until(() -> on.database().number("select count(*) from chat_lanes where due_at is not null")
                >= on.seats().size() - 8);
        // As if time had passed.
        on.database()
                .run("update chat_lanes set due_at = due_at - interval '2 minutes'"
                        + " where due_at is not null and lease_until is null");
    }

    private static Map<String, Fault> inbound() {
        return Map.of(
                "ParleyHooksNotTaken", withoutBroker(AlertStage::say, on -> {}),
                "ParleyHooksRefused", Fault.again(AlertStage::forge),
                "ParleyInboundWaits", withoutDatabase(AlertStage::say, on -> {}),
                "ParleyConsumerLag",
                        withoutDatabase(
                                on -> {
                                    on.tell(Duration.ZERO, 1);
                                    on.tell(Duration.ZERO, 60_000);
                                },
                                on -> {}),
                "ParleyDeadLetters", Fault.again(on -> on.put("parley.inbound", "x", "no record")));
    }

    private static Map<String, Fault> deliveries() {
        return Map.of(
                "ParleyDeliveriesOverdue",
                Fault.of(
                        on -> {
                            on.audience().becomesBlackHole("hole");
                            on.storeDue(on.endpoint(on.audience().url("hole")), 4_000);
                        },
                        AlertsRingTest::removeEndpoints),
                "ParleyDeliveriesSlow",
                new Fault(
                        on -> on.endpoint(on.audience().url("late")),
                        on -> on.tell(Duration.ofMinutes(2), 1),
                        AlertsRingTest::removeEndpoints),
                "ParleyDeliveriesGivenUp",
                new Fault(
                        on -> on.endpoint("http://127.0.0.1:1/nobody"),
                        on -> on.tell(Duration.ZERO, 1),
                        AlertsRingTest::removeEndpoints),
                "ParleyEndpointsUnusable",
                Fault.of(
                        on -> {
                            on.endpoint(on.audience().url("unusable"));
                            on.database().run("update webhook_endpoints set secret_key_id = 'lost'");
                        },
                        AlertsRingTest::removeEndpoints));
    }

    private static Fault withoutDatabase(Consumer<AlertStage> then, Consumer<AlertStage> goesOn) {
        return new Fault(
                on -> {
                    on.detours().database().stall();
                    then.accept(on);
                },
                goesOn,
                on -> on.detours().database().resume());
    }

    private static Fault withoutBroker(Consumer<AlertStage> then, Consumer<AlertStage> goesOn) {
        return new Fault(
                on -> {
                    on.detours().broker().stall();
                    then.accept(on);
                },
                goesOn,
                on -> on.detours().broker().resume());
    }

    private static void removeEndpoints(AlertStage on) {
        on.database().run("delete from webhook_retries");
        on.database().run("delete from webhook_endpoints");
    }

    private static void latency(AlertStage on, int millis) {
        on.control("/control/latency", Map.of("platform", "telegram", "millis", millis));
    }

    private static void blocked(AlertStage on, String act) {
        Crowd.Seat seat = on.seats().getFirst();
        on.control(
                "/control/telegram/acts/" + act,
                Map.of("account", seat.account(), "participant", Map.of("id", seat.participant())));
    }
}
