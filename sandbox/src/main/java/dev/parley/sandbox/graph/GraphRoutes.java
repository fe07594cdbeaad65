package dev.parley.sandbox.graph;

import dev.parley.sandbox.stage.Answer;
import dev.parley.sandbox.stage.ErrorAnswers;
import dev.parley.sandbox.stage.Operation;
import dev.parley.sandbox.stage.SandboxStage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** {@code /graph-facebook/…}, {@code /graph-instagram/…} and the files under {@code /graph-media/}. */
@ApplicationScoped
class GraphRoutes {
    private static final String FACEBOOK = "/graph-facebook/";
    private static final String INSTAGRAM = "/graph-instagram/";
    private static final String MEDIA = "/graph-media/";

    private final SandboxStage stage;
    private final GraphCallReader reader;
    private final GraphApi api;
    private final MediaShelf media;
    private final GraphSettings settings;
    private final ErrorAnswers errors = new GraphErrors();

    GraphRoutes(SandboxStage stage, GraphCallReader reader, GraphApi api, MediaShelf media, GraphSettings settings) {
        this.stage = stage;
        this.reader = reader;
        this.api = api;
        this.media = media;
        this.settings = settings;
    }

    void mount(@Observes Router router) {
        router.route(FACEBOOK + "*").handler(call -> take(call, false, FACEBOOK));
        router.route(INSTAGRAM + "*").handler(call -> take(call, true, INSTAGRAM));
        router.get(MEDIA + "*").handler(this::download);
    }

    private void take(RoutingContext context, boolean instagram, String base) {
        String path = context.normalizedPath().substring(base.length());
        reader.read(context.request(), instagram, path)
                .subscribe()
                .with(
                        call -> stage.play(context, operation(call), errors, () -> performed(call)),
                        failure -> stage.play(
                                context,
                                new Operation("facebook", "none", path, null),
                                errors,
                                () -> Uni.createFrom().item(refusal(failure))));
    }

    private Uni<Answer> performed(GraphRequest call) {
        return Uni.createFrom()
                .deferred(() -> {
                    checkProof(call);
                    return api.answer(call);
                })
                .onFailure(GraphRefusal.class)
                .recoverWithItem(GraphRoutes::refusal);
    }

    private static Answer refusal(Throwable failure) {
        return failure instanceof GraphRefusal refused ? refused.answer() : new GraphErrors().serverError();
    }

    /** Faults name the platform and the account; which they are follows from the token and the recipient. */
    private Operation operation(GraphRequest call) {
        Optional<GraphAccount> account = api.account(call);
        String platform =
                account.map(known -> known.network().platform()).orElse(call.instagram() ? "instagram" : "facebook");
        return new Operation(
                platform,
                GraphApi.kindOf(call),
                call.edge().isEmpty() ? call.node() : call.edge(),
                account.map(GraphAccount::id).orElse(null));
    }

    private void checkProof(GraphRequest call) {
        Optional<String> proof = call.text("appsecret_proof");
        if (proof.isPresent() && call.token() != null) {
            byte[] right =
                    GraphHookSender.hmac(settings.appSecret(), call.token().getBytes(StandardCharsets.UTF_8));
            if (!HexFormat.of().formatHex(right).equals(proof.get())) {
                throw GraphRefusal.badRequest("Invalid appsecret_proof provided in the API argument");
            }
        }
    }

    private void download(RoutingContext context) {
        String id = context.normalizedPath().substring(MEDIA.length());
        stage.play(
                context,
                new Operation("facebook", "file", "download", null),
                errors,
                () -> Uni.createFrom()
                        .item(media.answer(id)
                                .orElseGet(() ->
                                        Answer.json(403, new JsonObject().put("error", "URL signature expired")))));
    }
}
