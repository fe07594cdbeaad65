package dev.parley.platform.instagram;

import dev.parley.inbound.InboundEvent;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.Capabilities;
import dev.parley.platform.IceBreakerEditor;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.TokenRefresher;
import dev.parley.platform.graph.GraphAccess;
import dev.parley.platform.graph.GraphHooks;
import dev.parley.platform.graph.GraphKit;
import dev.parley.platform.graph.GraphPlatform;
import dev.parley.platform.graph.InboundItem;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Instagram. What it can do stands in {@link InstagramCapabilities}; the abilities live beside it. */
@Singleton
public class InstagramPlatform extends GraphPlatform implements TokenRefresher, IceBreakerEditor {
    static final String NAME = "instagram";

    private final AccountConnection connection;
    private final IceBreakers iceBreakers;

    InstagramPlatform(
            GraphKit graph,
            GraphHooks hooks,
            AccountConnection connection,
            AccountPeople people,
            MediaComments comments,
            IceBreakers iceBreakers) {
        super(graph, hooks, connection, people, comments, new InstagramReactions());
        this.connection = connection;
        this.iceBreakers = iceBreakers;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return InstagramCapabilities.ALL;
    }

    @Override
    public Uni<SendOutcome> send(Profile profile, OutboundMessage message) {
        GraphAccess access = graph.access(profile);
        return switch (access.host()) {
            case FACEBOOK -> graph.sender().sendUploading(access, message, "instagram");
            case INSTAGRAM, INSTAGRAM_TOKENS -> graph.sender().sendByUrl(access, message);
        };
    }

    @Override
    protected List<InboundEvent> read(InboundItem item) {
        return InstagramReader.read(item, graph.readContext(false));
    }

    @Override
    protected String conversations() {
        return "instagram";
    }

    @Override
    public Duration refreshBefore() {
        return InstagramLogin.REFRESH_BEFORE;
    }

    @Override
    public Uni<Refreshed> refresh(Profile profile, Duration deadline) {
        return connection.refresh(graph.access(profile), deadline);
    }

    @Override
    public Uni<ActionOutcome> iceBreakers(Profile profile, Duration deadline) {
        return iceBreakers.read(graph.access(profile), deadline);
    }

    @Override
    public Uni<ActionOutcome> setIceBreakers(Profile profile, List<IceBreaker> wanted, Duration deadline) {
        return iceBreakers.replace(graph.access(profile), wanted, deadline);
    }

    @Override
    public Uni<ActionOutcome> removeIceBreakers(Profile profile, Duration deadline) {
        return iceBreakers.remove(graph.access(profile), deadline);
    }
}
