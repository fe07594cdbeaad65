package dev.parley.platform.messenger;

import dev.parley.inbound.InboundEvent;
import dev.parley.platform.Capabilities;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.graph.GraphHooks;
import dev.parley.platform.graph.GraphKit;
import dev.parley.platform.graph.GraphPlatform;
import dev.parley.platform.graph.InboundItem;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Facebook Messenger. What it can do stands in {@link MessengerCapabilities}; the abilities live beside it. */
@Singleton
public class MessengerPlatform extends GraphPlatform {
    static final String NAME = "facebook";

    MessengerPlatform(
            GraphKit graph, GraphHooks hooks, PageConnection connection, PagePeople people, PageComments comments) {
        super(graph, hooks, connection, people, comments, new MessengerReactions());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return MessengerCapabilities.ALL;
    }

    @Override
    public Uni<SendOutcome> send(Profile profile, OutboundMessage message) {
        return graph.sender().sendUploading(graph.access(profile), message, null);
    }

    @Override
    protected List<InboundEvent> read(InboundItem item) {
        return MessengerReader.read(item, graph.readContext(true));
    }

    @Override
    protected String conversations() {
        return "messenger";
    }
}
