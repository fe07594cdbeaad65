package dev.parley.sandbox.telegram;

import dev.parley.sandbox.stage.Answer;
import dev.parley.sandbox.stage.ErrorAnswers;
import dev.parley.sandbox.stage.Operation;
import dev.parley.sandbox.stage.Performance;
import dev.parley.sandbox.stage.SandboxStage;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code /telegram/bot<TOKEN>/METHOD} and {@code /telegram/file/bot<TOKEN>/<file_path>}, over GET or POST. */
@ApplicationScoped
class TelegramRoutes {

    private static final String BASE = "/telegram/";
    private static final String FILES = "file/bot";
    private static final String CALLS = "bot";

    private final SandboxStage stage;
    private final CallReader reader;
    private final BotRegistry bots;
    private final FileStore files;
    private final ErrorAnswers errors = new BotApiErrors();
    private final TelegramActs acts;

    TelegramRoutes(SandboxStage stage, CallReader reader, BotRegistry bots, FileStore files, TelegramActs acts) {
        this.stage = stage;
        this.reader = reader;
        this.bots = bots;
        this.files = files;
        this.acts = acts;
    }

    void mount(@Observes Router router) {
        router.route(BASE + "*").handler(this::route);
    }

    private void route(RoutingContext call) {
        String path = call.normalizedPath().substring(BASE.length());
        String rest = path.startsWith(FILES)
                ? path.substring(FILES.length())
                : path.startsWith(CALLS) ? path.substring(CALLS.length()) : "";
        int slash = rest.indexOf('/');
        if (slash < 0) {
            play(call, new Operation("telegram", "none", path, null), () -> {
                throw TelegramRefusal.notFound();
            });
            return;
        }
        String token = decoded(rest.substring(0, slash));
        String target = decoded(rest.substring(slash + 1));
        if (path.startsWith(FILES)) {
            download(call, token, target);
        } else {
            call(call, token, target);
        }
    }

    private void call(RoutingContext call, String token, String name) {
        BotMethod method = acts.method(name).orElse(null);
        Operation operation = method == null
                ? new Operation("telegram", "none", name, accountOf(token))
                : new Operation("telegram", method.kind(), method.name(), accountOf(token));
        reader.read(call.request())
                .subscribe()
                .with(
                        parameters -> play(call, operation, () -> invoke(token, method, parameters)),
                        failure -> play(call, operation, () -> Uni.createFrom().failure(failure)));
    }

    private Uni<Answer> invoke(String token, @Nullable BotMethod method, CallParameters parameters) {
        bots.check(token);
        if (method == null) {
            throw TelegramRefusal.of(404, "Not Found: method not found");
        }
        return acts.call(token, method, parameters).map(Result::answer);
    }

    private void download(RoutingContext call, String token, String path) {
        Operation operation = new Operation("telegram", "file", "download", accountOf(token));
        play(call, operation, () -> {
            bots.check(token);
            return Uni.createFrom().item(files.download(path));
        });
    }

    private void play(RoutingContext call, Operation operation, Performance performance) {
        stage.play(
                call,
                operation,
                errors,
                () -> Uni.createFrom()
                        .deferred(performance::perform)
                        .onFailure(TelegramRefusal.class)
                        .recoverWithItem(refusal -> ((TelegramRefusal) refusal).answer()));
    }

    private static String accountOf(String token) {
        int colon = token.indexOf(':');
        return colon < 0 ? token : token.substring(0, colon);
    }

    private static String decoded(String part) {
        return part.indexOf('%') < 0 ? part : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
