package dev.parley.media;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FolderMediaStoreTest extends MediaStoreContract {
    @TempDir
    Path folder;

    private MediaStore store;

    @BeforeEach
    void open() {
        store = new FolderMediaStore(vertx, folder);
    }

    @Override
    MediaStore store() {
        return store;
    }

    @Override
    long things() {
        return filesIn(folder);
    }
}
