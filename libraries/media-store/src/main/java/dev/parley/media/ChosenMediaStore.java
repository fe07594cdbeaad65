package dev.parley.media;

import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Makes the store that the operator chose; the classes of the other are never loaded. */
@Singleton
class ChosenMediaStore {
    @Produces
    @Singleton
    MediaStore open(Vertx vertx, MediaConfig config, S3Config s3) {
        return switch (config.store()) {
            case FOLDER -> new FolderMediaStore(vertx, Path.of(config.folder()));
            case S3 -> S3MediaStore.open(vertx, s3);
        };
    }

    void close(@Disposes MediaStore store) {
        store.close();
    }
}
