package dev.parley.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    @Test
    void whatAProcessThatDiedHadWrittenIsRemovedWithItsKey() throws IOException {
        MediaKey key = MediaKey.random();
        Path shelf = Files.createDirectory(folder.resolve(key.text().substring(0, 2)));
        Files.writeString(shelf.resolve(key.text() + ".part"), "half of it");

        store.remove(key).await().atMost(LIMIT);

        assertThat(things()).isZero();
    }

    @Override
    long things() {
        return filesIn(folder);
    }
}
