package dev.parley.gateway.http;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Where files of multipart bodies lie while their request is answered: a private temporary folder. */
@Singleton
class UploadFolder {
    private final Path folder;

    UploadFolder() {
        try {
            folder = Files.createTempDirectory("parley-uploads-");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for uploads", e);
        }
    }

    Path next() {
        return folder.resolve(UUID.randomUUID().toString());
    }
}
