package dev.parley.standalone.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parley.standalone.control.ControlJson;
import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.control.SystemState.ProcessState;
import dev.parley.standalone.process.Memory;
import dev.parley.standalone.process.StartFailure;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ./parley status}: what runs, for people or as JSON. Exit code 3 when nothing does, as systemctl has it. */
public final class Status {
    private static final int NOT_RUNNING = 3;
    private static final long MEBI = 1024 * 1024;
    private static final String ROW = "  %-18s %-9s %7s %7s %7s %9s %9s%n";

    private Status() {}

    public static int run(Home home, boolean json, PrintStream out) {
        Optional<SystemState> state =
                RunningSystem.find(home).map(RunningSystem::state).map(Status::withMemory);
        if (json) {
            out.println(asJson(state.<Object>map(running -> running).orElse(stopped(home))));
        } else if (state.isPresent()) {
            printTable(state.get(), out);
        } else {
            out.println("Parley is not running here.");
        }
        return state.isPresent() ? 0 : NOT_RUNNING;
    }

    private static Map<String, Object> stopped(Home home) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("phase", "stopped");
        state.put("home", home.folder().toString());
        state.put("processes", List.of());
        return state;
    }

    private static SystemState withMemory(SystemState state) {
        List<ProcessState> measured =
                state.processes().stream().map(Status::withMemory).toList();
        return state.with(state.phase(), state.apiKey(), measured);
    }

    private static ProcessState withMemory(ProcessState process) {
        Long rss = Memory.residentWithChildren(process.pid()).stream()
                .boxed()
                .findFirst()
                .orElse(null);
        return new ProcessState(
                process.name(),
                process.pid(),
                process.state(),
                process.port(),
                process.managementPort(),
                process.restarts(),
                process.startInstant(),
                rss);
    }

    private static String asJson(Object value) {
        try {
            return ControlJson.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new StartFailure("The status could not be written as JSON.", e);
        }
    }

    private static void printTable(SystemState state, PrintStream out) {
        Summary.print(state, "Parley is " + state.phase() + ", since " + state.startedAt() + ".", out);
        out.printf(ROW, "program", "state", "port", "health", "pid", "restarts", "memory");
        long total = 0;
        for (ProcessState process : state.processes()) {
            long rss = process.rss() == null ? 0 : process.rss();
            total += rss;
            out.printf(
                    ROW,
                    process.name(),
                    process.state(),
                    process.port(),
                    process.managementPort() == null ? "" : process.managementPort(),
                    process.pid(),
                    process.restarts(),
                    mebibytes(rss));
        }
        long launcher = Memory.resident(state.launcherPid()).orElse(0);
        out.printf(ROW, "launcher", "", "", "", state.launcherPid(), "", mebibytes(launcher));
        out.printf(ROW, "", "", "", "", "", "in all", mebibytes(total + launcher));
    }

    private static String mebibytes(long bytes) {
        return bytes / MEBI + " MiB";
    }
}
