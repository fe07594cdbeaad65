package dev.parley.standalone.run;

import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Keeps a home readable by its owner only: it holds keys, tokens, messages and logs.
 *
 * <p>New files get their mode from the umask that the shell script sets; here the folder itself is closed, and what
 * earlier versions left open.
 */
final class OwnerOnly {
    private static final Set<PosixFilePermission> CLOSED = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PASSAGE = PosixFilePermissions.fromString("rwx--x--x");

    private static final int STICKY = 0b001_000_000_000;

    private OwnerOnly() {}

    /**
     * Makes the home's folder, or closes the one that is there; refuses one like {@code /tmp}.
     *
     * @param passage whether another user of ours must get through it to a folder below; nobody can list it
     */
    static void folder(Path home, boolean passage) throws IOException {
        Set<PosixFilePermission> wanted = passage ? PASSAGE : CLOSED;
        if (!Files.isDirectory(home)) {
            Files.createDirectories(home.toAbsolutePath().getParent());
            Files.createDirectory(home, PosixFilePermissions.asFileAttribute(CLOSED));
        }
        if (((int) Files.getAttribute(home, "unix:mode") & STICKY) != 0) {
            throw new IOException("it is shared by everybody on this machine; name one of your own by PARLEY_HOME");
        }
        if (!Files.getPosixFilePermissions(home).equals(wanted)) {
            Files.setPosixFilePermissions(home, wanted);
        }
    }

    /** Takes from everybody but the owner what lies in the home. */
    static void tighten(Home home) {
        try {
            for (Path part : home.contents()) {
                Files.walkFileTree(part, new Tightening(home));
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new StartFailure(
                    "The folder %s holds secrets and cannot be closed to others: %s".formatted(home.folder(), e), e);
        }
    }

    private static final class Tightening extends SimpleFileVisitor<Path> {
        private final Home home;

        Tightening(Home home) {
            this.home = home;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            close(folder);
            // The files below are hard links: their mode is that of the build's own files.
            return folder.equals(home.programs()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile()) {
                close(file);
            }
            return FileVisitResult.CONTINUE;
        }

        /** Not made yet, or gone meanwhile. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (Files.exists(file)) {
                throw failure;
            }
            return FileVisitResult.CONTINUE;
        }

        private static void close(Path path) throws IOException {
            Set<PosixFilePermission> now = Files.getPosixFilePermissions(path);
            Set<PosixFilePermission> wanted = EnumSet.noneOf(PosixFilePermission.class);
            wanted.addAll(now);
            wanted.retainAll(CLOSED);
            if (!wanted.equals(now)) {
                Files.setPosixFilePermissions(path, wanted);
            }
        }
    }
}
