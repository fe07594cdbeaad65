package dev.parley.sandbox;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Brings the world about before the first request: the one of an earlier life, or a new one. */
@ApplicationScoped
class Beginning implements Kinds {
    private static final Logger LOG = Logger.getLogger(Beginning.class);

    private final Journal journal;
    private final List<Kinds> groups;
    private final List<SandboxPlatform> platforms;
    private final Kind<JsonObject, JsonObject> begin = Kind.of("begin", this::begin);

    Beginning(Journal journal, @All List<Kinds> groups, @All List<SandboxPlatform> platforms) {
        this.journal = journal;
        this.groups = groups;
        this.platforms = platforms;
    }

    @Override
    public List<Kind<?, ?>> kinds() {
        return List.of(begin);
    }

    void start(@Observes StartupEvent event) {
        long started = System.nanoTime();
        Map<String, Kind<?, ?>> kinds = new HashMap<>();
        groups.forEach(group -> group.kinds().forEach(kind -> kinds.put(kind.name(), kind)));
        long acts = journal.replay(kinds);
        if (acts == 0) {
            JsonObject unused = journal.act(begin, new JsonObject());
        } else {
            LOG.infof("%d acts replayed in %d ms", acts, (System.nanoTime() - started) / 1_000_000);
        }
        platforms.forEach(SandboxPlatform::deliverOwed);
    }

    private JsonObject begin(JsonObject nothing) {
        platforms.forEach(SandboxPlatform::begin);
        return nothing;
    }
}
