package dev.parley.standalone.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A small JSON file that only its owner may read, always replaced as a whole. */
public final class PrivateFile {
    private final Path path;

    public PrivateFile(Path path) {
        this.path = path;
    }

    public void write(Object value) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path beside = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(beside, ControlJson.MAPPER.writeValueAsBytes(value));
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What was written last, or nothing. */
    public <T> Optional<T> read(Class<T> type) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        return Optional.of(ControlJson.MAPPER.readValue(path.toFile(), type));
    }
}
