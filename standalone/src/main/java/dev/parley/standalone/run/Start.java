package dev.parley.standalone.run;

import dev.parley.standalone.control.Orders;
import dev.parley.standalone.infrastructure.Migrations;
import dev.parley.standalone.infrastructure.TopicCreation;
import dev.parley.standalone.process.ManagedProcess;
import dev.parley.standalone.process.ManagedProcess.Kept;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a system up.
 *
 * <pre>
 *  postgres ──▶ schema ──┐
 *  kafka ─────▶ topics ──┼──▶ the five services ──▶ healthy
 *  sandbox ──────────────┘
 * </pre>
 */
final class Start {
    private static final int BETWEEN_LOOKS = 50;

    private final Home home;
    private final Assembly assembly;
    private final Supervisor crew;
    private final Orders orders;
    private final Progress progress;

    Start(Home home, Assembly assembly, Supervisor crew, Orders orders, Progress progress) {
        this.home = home;
        this.assembly = assembly;
        this.crew = crew;
        this.orders = orders;
        this.progress = progress;
    }

    /** Someone asked for the end before the start was done. */
    static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Returns when everything is healthy.
     *
     * @throws StartFailure when something is not; what runs by then is the caller's to stop
     */
    void run() {
        makeFolders();
        ManagedProcess kafka = crew.start(assembly.kafka());
        ManagedProcess postgres = crew.start(assembly.postgres());
        List<ManagedProcess> others = startAll(assembly.sandbox());
        schema(postgres);
        topics(kafka);
        others.addAll(startAll(assembly.services()));
        awaitReady(others);
    }

    private void makeFolders() {
        try {
            for (Path folder : List.of(home.logs(), home.media(), home.classArchives())) {
                Files.createDirectories(folder);
            }
            for (SystemPart part : assembly.parts()) {
                LogRotation.rotate(home.log(part.label()));
            }
        } catch (IOException e) {
            throw new StartFailure("The folder " + home.folder() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private List<ManagedProcess> startAll(List<Kept> programs) {
        List<ManagedProcess> started = new ArrayList<>();
        programs.forEach(program -> started.add(crew.start(program)));
        return started;
    }

    private void schema(ManagedProcess postgres) {
        awaitReady(List.of(postgres));
        Migrations.bringUpToDate(assembly.endpoints());
        progress.step("schema", "up to date");
    }

    private void topics(ManagedProcess kafka) {
        awaitReady(List.of(kafka));
        TopicCreation.createMissing(assembly.endpoints().bootstrapServers());
        progress.step("topics", "there");
    }

    private void awaitReady(List<ManagedProcess> keepers) {
        List<ManagedProcess> waiting = new ArrayList<>(keepers);
        while (!waiting.isEmpty()) {
            if (orders.stopWanted()) {
                throw new Abandoned();
            }
            waiting.removeIf(this::isReady);
            pause();
        }
    }

    private boolean isReady(ManagedProcess keeper) {
        boolean ready = keeper.checkFirstStart(Instant.now());
        if (ready) {
            progress.step(keeper.name(), "ready on port " + keeper.port());
        }
        return ready;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while starting", e);
        }
    }
}
