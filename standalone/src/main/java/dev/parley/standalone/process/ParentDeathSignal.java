package dev.parley.standalone.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ties a child's life to ours: when this process dies, even by kill -9, the kernel signals the child.
 *
 * <p>Also gives the child a session of its own, so that Ctrl-C reaches us alone and we stop the children in order.
 * Both come from util-linux; where they are missing (macOS) a child runs without, and leftovers are found by their
 * recorded process ids at the next start.
 */
public final class ParentDeathSignal {
    private static final Optional<Path> SETPRIV = onPath("setpriv");
    private static final Optional<Path> SETSID = onPath("setsid");

    private ParentDeathSignal() {}

    /** The command that runs {@code command} tied to us; the process id stays the one of the outermost program. */
    static List<String> tie(String signal, List<String> command) {
        List<String> tied = new ArrayList<>();
        SETSID.ifPresent(path -> tied.add(path.toString()));
        tied.addAll(holding(signal, command));
        return tied;
    }

    /**
     * The command that runs {@code command} and has the kernel signal it when we die. For programs that change their
     * user first: that clears the tie, so it has to be made after.
     */
    public static List<String> holding(String signal, List<String> command) {
        List<String> held = new ArrayList<>();
        SETPRIV.ifPresent(path -> held.addAll(List.of(path.toString(), "--pdeathsig", signal)));
        held.addAll(command);
        return held;
    }

    /** Whether children die with us on this machine. */
    public static boolean holds() {
        return SETPRIV.isPresent();
    }

    /** Where a program of this name stands, if the PATH has one. */
    public static Optional<Path> onPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
