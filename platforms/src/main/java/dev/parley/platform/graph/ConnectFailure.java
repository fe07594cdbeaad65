package dev.parley.platform.graph;

import dev.parley.platform.ConnectionFlow;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ends a chain of connecting steps early; becomes the outcome it carries. */
public final class ConnectFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ConnectionFlow.Connection outcome;

    public ConnectFailure(ConnectionFlow.Connection outcome) {
        super("not connected", null, false, false);
        this.outcome = outcome;
    }

    /** Runs the steps; a failure of this kind becomes their outcome. */
    public static Uni<ConnectionFlow.Connection> caught(Supplier<Uni<ConnectionFlow.Connection>> steps) {
        return Uni.createFrom()
                .deferred(() -> steps.get())
                .onFailure(ConnectFailure.class)
                .recoverWithItem(failure -> ((ConnectFailure) failure).outcome());
    }

    /** 422 with a text. */
    public static ConnectFailure refused(String text, @Nullable String errorCode) {
        return new ConnectFailure(new ConnectionFlow.Refused(422, text, errorCode));
    }

    /** The account works already. */
    public static ConnectFailure alreadyConnected(String externalId, String text) {
        return new ConnectFailure(new ConnectionFlow.AlreadyConnected(externalId, text));
    }

    public ConnectionFlow.Connection outcome() {
        return outcome;
    }
}
