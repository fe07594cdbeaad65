package dev.parley.sandbox.stage;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Where every call to a simulated platform is played, and where it goes wrong on command.
 *
 * <pre>
 *  call ─► latency ─► fault? ─┬─ none ────► perform ─► answer
 *                             ├─ refuse ──► rate_limit · token_revoked · server_error   (not performed)
 *                             ├─ close ───► reset                                       (not performed)
 *                             └─ spoil ───► perform ─► drop_answer · error_after_send · trickle · echo_first
 * </pre>
 *
 * A call is performed even when its caller has hung up meanwhile, as on a real platform.
 */
@ApplicationScoped
public class SandboxStage {

    private static final Logger LOG = Logger.getLogger(SandboxStage.class);
    private static final Duration LONGEST_ECHO = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Faults faults;
    private final Latency latency;

    SandboxStage(Vertx vertx, Faults faults, Latency latency) {
        this.vertx = vertx;
        this.faults = faults;
        this.latency = latency;
    }

    /**
     * Plays one call. The request's body must have been read.
     *
     * @param performance what the platform does; run at most once, and not at all under some faults
     */
    public void play(RoutingContext call, Operation operation, ErrorAnswers errors, Performance performance) {
        AnswerWriter writer = new AnswerWriter(vertx, call);
        after(latency.of(operation.platform()), () -> {
            Optional<Faults.Strike> strike = faults.strike(operation);
            if (strike.isEmpty()) {
                perform(performance, errors, writer::write);
            } else {
                misbehave(strike.get(), errors, performance, writer);
            }
        });
    }

    private void misbehave(Faults.Strike strike, ErrorAnswers errors, Performance performance, AnswerWriter writer) {
        Fault fault = strike.fault();
        long millis = fault.millisOr(0);
        switch (strike.kind()) {
            case DELAY -> after(millis, () -> perform(performance, errors, writer::write));
            case RATE_LIMIT -> writer.write(errors.rateLimited(fault.retryAfterSeconds()));
            case TOKEN_REVOKED -> writer.write(errors.tokenRevoked());
            case SERVER_ERROR -> writer.write(errors.serverError());
            case RESET -> after(millis, writer::close);
            case DROP_ANSWER -> perform(performance, errors, answer -> after(millis, writer::close));
            case ERROR_AFTER_SEND -> perform(performance, errors, answer -> writer.write(errors.serverError()));
            case TRICKLE -> perform(performance, errors, answer -> writer.trickle(answer, fault.millisOr(50)));
            case ECHO_FIRST ->
                perform(performance, errors, answer -> afterEcho(answer, millis, () -> writer.write(answer)));
        }
    }

    private void perform(Performance performance, ErrorAnswers errors, Consumer<Answer> then) {
        Uni.createFrom().deferred(performance::perform).subscribe().with(then, failure -> {
            LOG.errorf(failure, "a simulated operation broke");
            then.accept(errors.serverError());
        });
    }

    private void afterEcho(Answer answer, long millis, Runnable then) {
        answer.echoed()
                .ifNoItem()
                .after(LONGEST_ECHO)
                .fail()
                .subscribe()
                .with(done -> after(millis, then), failure -> after(millis, then));
    }

    private void after(long millis, Runnable action) {
        if (millis <= 0) {
            action.run();
        } else {
            vertx.setTimer(millis, timer -> action.run());
        }
    }
}
