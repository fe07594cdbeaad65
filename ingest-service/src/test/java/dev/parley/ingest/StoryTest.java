package dev.parley.ingest;

import dev.parley.node.IdGenerator;
import dev.parley.normalise.Normaliser;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the normaliser share: a story of their own for each. */
public abstract class StoryTest {
    @Inject
    protected Pool pool;

    @Inject
    protected Normaliser normaliser;

    @Inject
    protected IdGenerator ids;

    protected Story story;

    @BeforeEach
    void begin() {
        story = Story.begin(pool, normaliser, ids);
    }
}
