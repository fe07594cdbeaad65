package dev.parley.standalone.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the child JVMs run: small heaps, with a young part smaller than usual, since all of it ends up in memory; a class
 * archive each, which the JVM writes at its first stop and which halves every later start; and the quick compiler alone,
 * which halves the processor time of a start once more. Only who hashes all the time gets the optimising compiler as
 * well, because it alone uses the processor's instructions for that.
 *
 * <p>That trades peak speed for a system that is up at once on a laptop. PARLEY_JVM_OPTIONS is put behind and so wins:
 * {@code -XX:TieredStopAtLevel=4 -Xmx256m -Xmn80m} is what a load test wants.
 */
final class JvmFlags {
    private static final Set<String> HASHING = Set.of("webhook-fanout");

    private final Path archives;
    private final List<String> extra;

    JvmFlags(Path archives, Map<String, String> environment) {
        this.archives = archives;
        this.extra = List.of(environment
                        .getOrDefault("PARLEY_JVM_OPTIONS", "")
                        .strip()
                        .split("\\s+"))
                .stream()
                .filter(flag -> !flag.isEmpty())
                .toList();
    }

    List<String> service(String name) {
        return flags(name, List.of("-Xmx128m", "-Xmn24m", fileCache(name)), HASHING.contains(name) ? 4 : 1);
    }

    List<String> broker() {
        return flags("kafka", List.of("-Xmx256m"), 1);
    }

    /** A folder of the owner's alone; by default it is one below the system's temporary folder that everybody may write to. */
    private String fileCache(String name) {
        return "-Dvertx.cacheDirBase=" + archives.resolve(name + "-files");
    }

    /** Where the class archive of a program lies. */
    static Path archive(Path archives, String name) {
        return archives.resolve(name + ".jsa");
    }

    private List<String> flags(String name, List<String> heap, int compiler) {
        List<String> flags = new ArrayList<>(heap);
        flags.addAll(List.of(
                "-XX:+UseSerialGC",
                // A process that ran out of memory is half dead; it is started again.
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=" + compiler,
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive(archives, name),
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off"));
        flags.addAll(extra);
        return flags;
    }
}
