package dev.parley.fuzz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.testing.document.DocumentedOperation;
import java.util.List;

/** The ports of the services that nobody from outside has any business with, as somebody finds them who got that far. */
final class InnerDoorPart {
    private static final long OTHER_SEED = 2_000_003;
    private static final List<String> SERVICES =
            List.of("dispatch-service", "dispatch-service", "ingest-service", "webhook-fanout", "bluesky-poller");
    private static final List<String> PATHS = List.of(
            "/internal/connections",
            "/internal/oauth/facebook/callback",
            "/internal/profiles/{prof}",
            "/internal/profiles/{prof}/placements/1",
            "/internal/profiles/{prof}/ice_breakers",
            "/internal/messages/{msg}",
            "/internal/messages/{msg}/reaction",
            "/internal/chats/{chat}/archived",
            "/internal/chats/{chat}/cold_send_check",
            "/internal/comments/{cmt}/hide",
            "/internal/posts/{post}/comments",
            "/internal/comments/look_up",
            "/media/x",
            "/");

    private final Session session;
    private final Stage stage;
    private final Mutators mutators;

    InnerDoorPart(Session session, Stage stage) {
        this.session = session;
        this.stage = stage;
        this.mutators = new Mutators(stage.world());
    }

    void run() {
        for (int index = 0; index < session.plan.requests() / 10 && !session.isOver(); index++) {
            Dice dice = new Dice(session.plan.seed() + OTHER_SEED, index);
            Draft draft = draft(dice);
            mutators.damage(draft, dice, () -> {});
            if (!session.leavesOut(draft)) {
                ask(draft, stage.port(dice.oneOf(SERVICES)), index);
            }
        }
    }

    private Draft draft(Dice dice) {
        DocumentedOperation operation = new DocumentedOperation(
                dice.of("GET", "POST", "PATCH", "DELETE"), dice.oneOf(PATHS), MissingNode.getInstance());
        Draft draft = new Draft(operation, stage.world().credential(dice, dice.chance(0.2)));
        for (String kind : List.of("prof", "msg", "chat", "cmt", "post")) {
            if (operation.path().contains("{" + kind + "}")) {
                draft.pathValues.put(kind, dice.oneOf(stage.world().pool(kind)));
            }
        }
        if (dice.chance(0.7)) {
            draft.members =
                    JsonNodeFactory.instance.objectNode().put("text", "Hello").put("archived", true);
        }
        if (dice.chance(0.3)) {
            draft.header("X-Parley-Internal", dice.of("", "x", "parley", "é"));
        }
        return draft;
    }

    private void ask(Draft draft, int port, int index) {
        FramedRequest request = FramedRequest.of(draft, port);
        Answer answer = new RawHttp(port, session.plan.deadline()).send(request);
        session.record(draft, answer);
        session.found(flaws(draft, request, answer), index, draft, request, answer);
    }

    private static List<Flaw> flaws(Draft draft, FramedRequest request, Answer answer) {
        if (!answer.isAnswer()) {
            return answer.status() == Answer.SILENCE || request.complete()
                    ? List.of(new Flaw(Flaw.Kind.UNANSWERED, String.join(" + ", draft.mutations)))
                    : List.of();
        }
        if (answer.status() >= 500) {
            return List.of(new Flaw(Flaw.Kind.SERVER_ERROR, answer.body()));
        }
        if (answer.status() < 200) {
            return List.of(new Flaw(Flaw.Kind.WRONG_SHAPE, "another protocol"));
        }
        return answer.isSuccess()
                        && Targets.path(request.target()).startsWith("/internal")
                        && !draft.method.equals("OPTIONS")
                ? List.of(new Flaw(Flaw.Kind.LET_IN, "an internal action without the secret"))
                : List.of();
    }
}
