package dev.parley.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManagedProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<PretendedRun> runs = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();
    private final ManagedProcess keeper = new ManagedProcess(
            new ManagedProcess.Kept("dispatch-service", 8082, Path.of("target/no-such.log"), this::run, this::pulse),
            reports::add);
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void isReadyOnceItsProgramSaysSo() {
        keeper.start(now);
        assertThat(keeper.checkFirstStart(now)).isFalse();

        latest().ready = true;

        assertThat(keeper.checkFirstStart(now)).isTrue();
        assertThat(keeper.state()).isEqualTo(ManagedProcess.State.READY);
    }

    @Test
    void aDeathInTheFirstStartIsAFailure() {
        keeper.start(now);

        latest().alive = false;

        assertThatThrownBy(() -> keeper.checkFirstStart(now))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("dispatch-service ended while it was starting");
    }

    @Test
    void aSlowFirstStartThatMakesProgressIsWaitedFor() {
        keeper.start(now);

        for (int minute = 0; minute < 10; minute++) {
            later(Duration.ofMinutes(1));
            latest().worked = latest().worked.plusSeconds(6);
            assertThat(keeper.checkFirstStart(now)).isFalse();
        }
        latest().ready = true;

        assertThat(keeper.checkFirstStart(now)).isTrue();
    }

    @Test
    void aSlowRestartThatMakesProgressIsWaitedFor() {
        becomeReady();
        latest().alive = false;
        keeper.tick(now);
        waitForNextRun();

        for (int minute = 0; minute < 10; minute++) {
            later(Duration.ofMinutes(1));
            latest().worked = latest().worked.plusSeconds(6);
            assertThat(keeper.tick(now)).isFalse();
        }

        assertThat(runs).hasSize(2);
    }

    @Test
    void aFirstStartThatOnlyAsksAgainAndAgainIsAFailure() {
        keeper.start(now);
        for (int minute = 0; minute < 2; minute++) {
            later(Duration.ofMinutes(1));
            latest().worked = latest().worked.plusSeconds(1);
            keeper.checkFirstStart(now);
        }
        later(Duration.ofSeconds(1));

        assertThatThrownBy(() -> keeper.checkFirstStart(now)).isInstanceOf(StartFailure.class);
    }

    @Test
    void aFirstStartThatWorksForEverIsAFailure() {
        keeper.start(now);
        for (int minute = 0; minute < 20; minute++) {
            later(Duration.ofMinutes(1));
            latest().worked = latest().worked.plusSeconds(60);
            keeper.checkFirstStart(now);
        }
        later(Duration.ofMinutes(1));

        assertThatThrownBy(() -> keeper.checkFirstStart(now)).isInstanceOf(StartFailure.class);
    }

    @Test
    void aFirstStartWithoutProgressIsAFailure() {
        keeper.start(now);

        assertThatThrownBy(() -> keeper.checkFirstStart(now.plusSeconds(121)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("not ready after 121 s");
    }

    @Test
    void aDeathIsReportedAndFollowedByANewStart() {
        becomeReady();

        latest().alive = false;
        assertThat(keeper.tick(now)).isTrue();
        assertThat(reports).singleElement().asString().contains("dispatch-service died");
        assertThat(runs).hasSize(1);

        later(Duration.ofMillis(250));
        assertThat(keeper.tick(now)).isTrue();
        assertThat(runs).hasSize(2);

        latest().ready = true;
        assertThat(keeper.tick(now)).isTrue();
        assertThat(keeper.state()).isEqualTo(ManagedProcess.State.READY);
        assertThat(keeper.restarts()).isEqualTo(1);
        assertThat(reports).last().asString().contains("dispatch-service is back");
    }

    @Test
    void eachFurtherDeathWaitsLonger() {
        becomeReady();
        List<Duration> waits = new ArrayList<>();
        for (int death = 0; death < 4; death++) {
            latest().alive = false;
            keeper.tick(now);
            waits.add(waitForNextRun());
        }
        assertThat(waits)
                .containsExactly(
                        Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(16));
    }

    @Test
    void theFifthDeathWithinAMinuteEndsEverything() {
        becomeReady();
        for (int death = 0; death < 4; death++) {
            latest().alive = false;
            keeper.tick(now);
            waitForNextRun();
        }
        latest().alive = false;

        assertThatThrownBy(() -> keeper.tick(now))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("died 5 times within a minute");
    }

    @Test
    void deathsLongAgoAreForgotten() {
        becomeReady();
        for (int death = 0; death < 12; death++) {
            latest().alive = false;
            keeper.tick(now);
            waitForNextRun();
            later(Duration.ofSeconds(30));
        }
        assertThat(runs).hasSize(13);
    }

    @Test
    void aWantedRestartIsNoDeath() {
        becomeReady();
        for (int restart = 0; restart < 10; restart++) {
            keeper.restart(now);
        }
        assertThat(runs).hasSize(11);
        assertThat(runs.subList(0, 10)).noneMatch(PretendedRun::alive);
        assertThat(keeper.restarts()).isEqualTo(10);
    }

    @Test
    void aProgramThatLivesButDoesNotAnswerIsKilledAndStartedAgain() {
        becomeReady();
        assertThat(keeper.tick(now)).isFalse();

        latest().answers = false;
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(25))
                .atMost(LIMIT)
                .until(() -> keeper.tick(now));

        assertThat(latest().killed).isTrue();
        assertThat(reports).first().asString().contains("does not answer any more");
        later(Duration.ofMillis(250));
        assertThat(keeper.tick(now)).isTrue();
        assertThat(runs).hasSize(2);
    }

    @Test
    void oneThatAnswersAgainInTimeIsLeftAlone() {
        becomeReady();
        for (int round = 0; round < 5; round++) {
            latest().answers = false;
            int asked = latest().asked.get();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(25))
                    .atMost(LIMIT)
                    .until(() -> latest().asked.get() > asked);
            latest().answers = true;
            int askedAgain = latest().asked.get();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(25))
                    .atMost(LIMIT)
                    .until(() -> latest().asked.get() > askedAgain + 1);
            assertThat(keeper.tick(now)).isFalse();
        }
        assertThat(latest().killed).isFalse();
    }

    @Test
    void nobodyIsAskedWhileStartingAgain() {
        becomeReady();
        latest().answers = false;
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(25))
                .atMost(LIMIT)
                .until(() -> keeper.tick(now));
        later(Duration.ofMillis(250));
        keeper.tick(now);

        latest().answers = false;
        later(Duration.ofSeconds(100));
        assertThat(keeper.tick(now)).isFalse();
        assertThat(latest().asked).hasValue(0);
    }

    @Test
    void afterAStopNothingIsStartedAgain() {
        becomeReady();

        keeper.askToStop();

        later(Duration.ofMinutes(1));
        assertThat(keeper.tick(now)).isFalse();
        assertThat(runs).hasSize(1);
    }

    private void becomeReady() {
        keeper.start(now);
        latest().ready = true;
        keeper.checkFirstStart(now);
    }

    private Duration waitForNextRun() {
        Instant start = now;
        int before = runs.size();
        while (runs.size() == before) {
            later(Duration.ofMillis(50));
            keeper.tick(now);
        }
        return Duration.between(start, now);
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private PretendedRun latest() {
        return runs.getLast();
    }

    private Pulse pulse() {
        PretendedRun run = latest();
        return Pulse.begin(
                () -> {
                    run.asked.incrementAndGet();
                    return run.answers;
                },
                Duration.ofMillis(5),
                20);
    }

    private Run run() {
        PretendedRun run = new PretendedRun();
        runs.add(run);
        return run;
    }

    private static final class PretendedRun implements Run {
        private volatile boolean answers = true;
        private final AtomicInteger asked = new AtomicInteger();
        private boolean killed;
        private boolean alive = true;
        private Duration worked = Duration.ZERO;
        private boolean ready;

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public Duration worked() {
            return worked;
        }

        @Override
        public void kill() {
            killed = true;
            alive = false;
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public void askToStop() {
            alive = false;
        }

        @Override
        public void awaitEnd() {
            alive = false;
        }
    }
}
