package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.Journal;
import dev.parley.sandbox.Kind;
import dev.parley.sandbox.Kinds;
import io.quarkus.arc.All;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The methods that the servers know. All but the log, which is asked for every second and changes nothing, are acts: a
 * look-up of a conversation may begin it.
 */
@ApplicationScoped
class XrpcActs implements Kinds {
    private final Journal journal;
    private final Map<String, XrpcMethod> methods = new HashMap<>();
    private final Kind<Made, JsonObject> calls = new Kind<>("bluesky", Made::toJson, Made::from, this::perform);

    XrpcActs(Journal journal, @All List<XrpcMethods> groups) {
        this.journal = journal;
        groups.forEach(group -> group.methods().forEach(method -> methods.put(method.nsid(), method)));
    }

    /** A call of a method. */
    private record Made(String nsid, XrpcCall call) {
        JsonObject toJson() {
            return call.toJson().put("nsid", nsid);
        }

        static Made from(JsonObject json) {
            return new Made(json.getString("nsid"), XrpcCall.from(json));
        }
    }

    @Override
    public List<Kind<?, ?>> kinds() {
        return List.of(calls);
    }

    Optional<XrpcMethod> method(String nsid) {
        return Optional.ofNullable(methods.get(nsid));
    }

    /** @throws XrpcRefusal when the method refuses */
    JsonObject call(XrpcMethod method, XrpcCall call) {
        return method.changesNothing() ? method.body().apply(call) : journal.act(calls, new Made(method.nsid(), call));
    }

    private JsonObject perform(Made made) {
        return method(made.nsid()).orElseThrow().body().apply(made.call());
    }
}
