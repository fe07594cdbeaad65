package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.ConnectionFlow.Connected;
import dev.parley.platform.ConnectionFlow.Connection;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;

/** How a network's accounts are connected; the promises are those of {@code ConnectionFlow} and {@code LoginDialog}. */
public interface GraphConnection {
    Uni<Connection> connect(JsonNode request, Duration deadline);

    Uni<Connection> comeBack(Map<String, String> query, Duration deadline);

    Uni<Connection> choose(Connected chosen, Duration deadline);

    Uni<Void> disconnect(Profile profile, Duration deadline);

    /** Subscribes the account again where its subscription was lost. */
    Uni<ActionOutcome> ensureSubscribed(Profile profile, Duration deadline);
}
