package dev.parley.dispatch.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.dispatch.internal.ActionConfig;
import dev.parley.dispatch.internal.Answers;
import dev.parley.dispatch.internal.InternalSecretMechanism;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.IceBreakerEditor;
import dev.parley.platform.IceBreakerEditor.IceBreaker;
import dev.parley.platform.Platforms;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;

/** Ice breakers; kept by the platform alone. See {@link dev.parley.internal.InternalApi}. */
@Path("/internal/profiles/{id}/ice_breakers")
@RolesAllowed(InternalSecretMechanism.GATEWAY)
public class IceBreakerActions {
    private final Targets targets;
    private final Platforms platforms;
    private final Answers answers;
    private final ActionConfig config;

    IceBreakerActions(Targets targets, Platforms platforms, Answers answers, ActionConfig config) {
        this.targets = targets;
        this.platforms = platforms;
        this.answers = answers;
        this.config = config;
    }

    /** {@code {"ice_breakers":[{question, payload}]}}. */
    @GET
    public Uni<InternalAnswer> read(@RestPath String id) {
        return act(
                id,
                (editor, profile) -> editor.iceBreakers(profile, config.deadline()),
                done -> InternalAnswer.ok(Json.object().set("ice_breakers", done.result())));
    }

    /** Takes the same; replaces all. */
    @POST
    public Uni<InternalAnswer> replace(@RestPath String id, JsonNode request) {
        List<IceBreaker> wanted = new ArrayList<>();
        for (JsonNode one : request.path("ice_breakers")) {
            wanted.add(new IceBreaker(
                    one.path("question").asText(), one.path("payload").asText()));
        }
        if (wanted.isEmpty()) {
            return Uni.createFrom()
                    .item(InternalAnswer.refused(422, "ice_breakers must contain between 1 and 4 items"));
        }
        return act(
                id,
                (editor, profile) -> editor.setIceBreakers(profile, wanted, config.deadline()),
                IceBreakerActions::success);
    }

    @DELETE
    public Uni<InternalAnswer> remove(@RestPath String id) {
        return act(
                id,
                (editor, profile) -> editor.removeIceBreakers(profile, config.deadline()),
                IceBreakerActions::success);
    }

    private static InternalAnswer success(ActionOutcome.Done done) {
        return InternalAnswer.ok(Json.object().put("success", true));
    }

    private Uni<InternalAnswer> act(
            String id,
            BiFunction<IceBreakerEditor, Profile, Uni<ActionOutcome>> action,
            Function<ActionOutcome.Done, InternalAnswer> answer) {
        Optional<ProfileId> known = ProfileId.parse(id);
        if (known.isEmpty()) {
            return Uni.createFrom().item(InternalAnswer.refused(404, "Not found"));
        }
        return targets.profile(known.get())
                .flatMap(found -> found.map(profile -> platforms
                                .with(IceBreakerEditor.class, profile.platform())
                                .map(editor -> answers.of(
                                        profile,
                                        () -> action.apply(editor, profile),
                                        done -> Uni.createFrom().item(answer.apply(done))))
                                .orElseGet(() -> Uni.createFrom()
                                        .item(InternalAnswer.refused(
                                                422, "Ice breakers are only supported on Instagram"))))
                        .orElseGet(() -> Uni.createFrom().item(InternalAnswer.refused(404, "Not found"))));
    }
}
