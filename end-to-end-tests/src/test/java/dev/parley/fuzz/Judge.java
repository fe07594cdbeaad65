package dev.parley.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.control.ControlJson;
import dev.parley.testing.document.Conformity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds an answer against the document.
 *
 * <pre>
 *   no answer, 5xx                          ──► a flaw, always
 *   2xx without the key that it takes       ──► a flaw
 *   head and framing undamaged              ──► exactly as the document says of the operation
 *   otherwise, at an address of the API     ──► as some operation, or a refusal in the API's shape
 * </pre>
 */
final class Judge {
    private static final int REFUSED = 400;
    private static final int FAILED = 500;
    /** Refusals of HTTP itself, which stand with no single operation. */
    private static final Set<Integer> OF_HTTP =
            Set.of(400, 401, 404, 405, 408, 409, 411, 413, 414, 415, 417, 422, 429, 431);

    private static final Pattern ID_MEMBER =
            Pattern.compile("\"(?:id|chat_id|profile_id|message_id|post_id|secret)\"\\s*:\\s*\"([^\"]+)\"");

    private final Conformity conformity;
    private final World world;

    Judge(Conformity conformity, World world) {
        this.conformity = conformity;
        this.world = world;
    }

    List<Flaw> flaws(Draft draft, FramedRequest request, Answer answer) {
        List<Flaw> flaws = new ArrayList<>();
        if (!answer.isAnswer()) {
            if (answer.status() == Answer.SILENCE || request.complete()) {
                String how = answer.status() == Answer.SILENCE ? "no answer" : "connection closed";
                flaws.add(new Flaw(Flaw.Kind.UNANSWERED, how + " " + String.join(" + ", draft.mutations)));
            }
            return flaws;
        }
        if (answer.status() >= FAILED) {
            flaws.add(new Flaw(Flaw.Kind.SERVER_ERROR, error(answer)));
        }
        if (isLetIn(draft, request, answer)) {
            flaws.add(new Flaw(Flaw.Kind.LET_IN, draft.credential.kind() + " is let in"));
        }
        for (String flaw : shape(draft, request, answer)) {
            flaws.add(new Flaw(Flaw.Kind.WRONG_SHAPE, flaw));
        }
        return flaws;
    }

    private boolean isLetIn(Draft draft, FramedRequest request, Answer answer) {
        if (!answer.isSuccess() || !draft.isApi() || draft.method.equals("OPTIONS")) {
            return false;
        }
        boolean operators = Targets.path(request.target()).startsWith("/api/admin/");
        if (!draft.credential.opens(operators)) {
            return Targets.leadsToApi(request.target());
        }
        return draft.credential.kind() == Credential.Kind.OTHER_ACCOUNT && showsOurs(draft, request, answer);
    }

    /** What it shows of the first account without having been told it in body or query. */
    private boolean showsOurs(Draft draft, FramedRequest request, Answer answer) {
        int query = request.target().indexOf('?');
        String told = (query < 0 ? "" : request.target().substring(query))
                + new String(draft.content, StandardCharsets.UTF_8);
        Matcher ids = ID_MEMBER.matcher(answer.body());
        while (ids.find()) {
            if (world.own().contains(ids.group(1)) && !told.contains(ids.group(1))) {
                return true;
            }
        }
        return false;
    }

    private List<String> shape(Draft draft, FramedRequest request, Answer answer) {
        if (draft.method.equals("HEAD") || draft.method.equals("OPTIONS") && answer.isSuccess()) {
            return List.of();
        }
        boolean asMeant = draft.pathValues.values().stream().noneMatch(String::isBlank)
                && draft.method.equals(draft.operation.method())
                && !draft.mutated(Mutator.Stage.HEAD)
                && !draft.mutated(Mutator.Stage.FRAMING);
        if (!draft.isApi()) {
            return asMeant ? asDocumented(draft, answer) : List.of();
        }
        List<String> flaws = conform(draft.operation.method(), draft.operation.path(), answer);
        if (flaws.isEmpty() || asMeant) {
            return flaws;
        }
        if (!Targets.isPlainlyApi(request.target())
                || conform(draft.method, Targets.path(request.target()), answer).isEmpty()) {
            return List.of();
        }
        return OF_HTTP.contains(answer.status()) || answer.status() >= FAILED ? refusal(answer) : flaws;
    }

    private List<String> conform(String method, String path, Answer answer) {
        return conformity.flaws(method, path, answer.status(), answer.contentType(), answer.body());
    }

    /** What is not the API's, and yet in the document. */
    private static List<String> asDocumented(Draft draft, Answer answer) {
        JsonNode responses = draft.operation.node().path("responses");
        if (!responses.has(Integer.toString(answer.status())) && answer.status() < FAILED) {
            return OF_HTTP.contains(answer.status())
                    ? List.of()
                    : List.of("the document has no status " + answer.status());
        }
        boolean json = responses
                .path(Integer.toString(answer.status()))
                .path("$ref")
                .asText()
                .contains("responses/");
        return json && answer.status() >= REFUSED ? refusal(answer) : List.of();
    }

    private static List<String> refusal(Answer answer) {
        if (!answer.contentType().startsWith("application/json")) {
            return List.of("its content type is " + answer.contentType());
        }
        return parsed(answer).path("error").isTextual() ? List.of() : List.of("it has no error text");
    }

    private static String error(Answer answer) {
        JsonNode error = parsed(answer).path("error");
        return error.isTextual() ? error.asText() : answer.body();
    }

    private static JsonNode parsed(Answer answer) {
        try {
            return ControlJson.MAPPER.readTree(answer.body());
        } catch (JsonProcessingException none) {
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
    }
}
