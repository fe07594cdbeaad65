package dev.parley.standalone.infrastructure;

import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes a new data folder with initdb; a run that is cut off leaves nothing under the folder's final name. */
final class PostgresCluster {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final PostgresBinaries binaries;
    private final PostgresUser user;
    private final Path data;

    PostgresCluster(PostgresBinaries binaries, PostgresUser user, Path data) {
        this.binaries = binaries;
        this.user = user;
        this.data = data;
    }

    void initialise(String superuser, String password, boolean throwAway) {
        Path beside = data.resolveSibling(data.getFileName() + ".new");
        Path passwordFile = data.resolveSibling(data.getFileName() + ".password");
        try {
            Folders.delete(beside);
            Files.createDirectories(beside);
            user.own(beside);
            Files.deleteIfExists(passwordFile);
            Files.createFile(passwordFile, OWNER_ONLY);
            Files.writeString(passwordFile, password);
            user.own(passwordFile);
            run(initdb(beside, superuser, passwordFile, throwAway));
            Files.move(beside, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StartFailure("The database folder " + data + " could not be made: " + e.getMessage(), e);
        } finally {
            deleteQuietly(passwordFile);
        }
    }

    private List<String> initdb(Path folder, String superuser, Path passwordFile, boolean throwAway) {
        List<String> initdb = new ArrayList<>(List.of(
                binaries.program("initdb"),
                "--pgdata=" + folder,
                "--username=" + superuser,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8"));
        if (throwAway) {
            initdb.add("--no-sync");
        }
        return initdb;
    }

    private void run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(user.run("KILL", command)).redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("initdb says:\n" + output.strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // The next start writes it anew; it is readable by nobody else.
        }
    }
}
