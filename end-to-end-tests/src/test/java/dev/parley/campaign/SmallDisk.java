package dev.parley.campaign;

import dev.parley.standalone.infrastructure.Folders;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own in memory, of a few megabytes, that can be filled to the last byte. */
final class SmallDisk implements AutoCloseable {
    private static final byte[] ZEROS = new byte[4096];

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Only root may mount: for anybody else the test is skipped and says so. */
    static SmallDisk mount(int megabytes) {
        Path folder = Folders.temporary("parley-disk-");
        boolean mounted =
                run(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()));
        if (!mounted) {
            Folders.delete(folder);
        }
        Assumptions.assumeTrue(mounted, "this user may not mount a small file system");
        return new SmallDisk(folder);
    }

    Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until nothing more fits. */
    void fill() {
        try (OutputStream file = Files.newOutputStream(filler())) {
            for (long i = 0; i >= 0; i++) {
                file.write(ZEROS);
            }
        } catch (IOException full) {
            // As intended.
        }
    }

    /** There is room again. */
    void clear() {
        try {
            Files.delete(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    /** Also what a program still has open goes with the last that uses it. */
    @Override
    public void close() {
        if (run(List.of("umount", "--lazy", folder.toString()))) {
            Folders.delete(folder);
        }
    }

    private static boolean run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
