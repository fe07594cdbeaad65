package dev.parley.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.testing.document.ApiDocument;
import dev.parley.testing.document.DocumentedOperation;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Makes a request of an operation that should succeed, as far as the document can tell. */
final class Drafts {
    private final ApiDocument document;
    private final World world;
    private final Samples samples;

    Drafts(ApiDocument document, World world) {
        this.document = document;
        this.world = world;
        this.samples = new Samples(document, world);
    }

    Draft of(DocumentedOperation operation, Dice dice) {
        boolean operators = operation.path().startsWith("/api/admin/");
        Draft draft = new Draft(operation, world.credential(dice, operators));
        for (JsonNode given : parameters(operation)) {
            fill(draft, document.resolved(given), dice);
        }
        belongTogether(draft, dice);
        comeBack(draft, dice);
        JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
        if (!schema.isMissingNode() && samples.value("", schema, dice, 0) instanceof ObjectNode members) {
            draft.members = members;
            choose(draft, dice);
            draft.form = dice.chance(0.7) ? Draft.BodyForm.JSON : dice.of(Draft.BodyForm.values());
        }
        return draft;
    }

    private List<JsonNode> parameters(DocumentedOperation operation) {
        List<JsonNode> parameters = new ArrayList<>();
        document.json().path("paths").path(operation.path()).path("parameters").forEach(parameters::add);
        operation.node().path("parameters").forEach(parameters::add);
        return parameters;
    }

    private void fill(Draft draft, JsonNode parameter, Dice dice) {
        String name = parameter.path("name").asText();
        boolean required = parameter.path("required").asBoolean();
        switch (parameter.path("in").asText()) {
            case "path" -> draft.pathValues.put(name, pathValue(draft, parameter, name, dice));
            case "query" -> {
                double share = name.equals("profile_group_id") ? 0.1 : 0.4;
                if (required || dice.chance(share)) {
                    draft.query.add(new Field(name, samples.parameter(parameter, name, dice)));
                }
            }
            default -> {
                if (required || dice.chance(0.15)) {
                    draft.header(name, headerValue(parameter, name, dice));
                }
            }
        }
    }

    private String headerValue(JsonNode parameter, String name, Dice dice) {
        String value = samples.parameter(parameter, name, dice);
        return name.equals("Idempotency-Key") && dice.chance(0.7) ? value + "-" + world.next() : value;
    }

    private String pathValue(Draft draft, JsonNode parameter, String name, Dice dice) {
        String path = draft.operation.path();
        String hole = "{" + name + "}";
        String before = path.substring(0, path.indexOf(hole) - 1);
        String kind = Samples.kind(parameter, before.substring(before.lastIndexOf('/') + 1));
        boolean takesAway = draft.method.equals("DELETE") && path.endsWith(hole);
        if (takesAway) {
            Deque<String> supply = world.expendable(kind);
            String first = supply.poll();
            if (first != null) {
                // What is refused stays, and may be asked for again.
                supply.addLast(first);
                return first;
            }
        }
        return samples.parameter(parameter, kind, dice);
    }

    /** A choice among the accounts of a login is of those that it offers. */
    private void choose(Draft draft, Dice dice) {
        ObjectNode members = draft.members;
        if (members != null && members.has("placement_id") && dice.chance(0.8)) {
            String[] choice = dice.oneOf(world.pool("choice")).split(" ");
            draft.pathValues.replace("id", choice[0]);
            members.put("placement_id", choice[1]);
        }
    }

    /** Who comes back from a login page has the cookie of the browser that began; mostly. */
    private void comeBack(Draft draft, Dice dice) {
        if (!draft.operation.path().endsWith("/callback") || world.pool("login").isEmpty() || dice.chance(0.2)) {
            return;
        }
        String[] login = dice.oneOf(world.pool("login")).split(" ");
        draft.pathValues.replace("platform", login[0]);
        draft.query.removeIf(field -> field.name().equals("state"));
        draft.query.add(new Field("state", login[1]));
        draft.header("Cookie", login[2]);
    }

    /** A comment is looked for below its own post and profile; mostly all three fit. */
    private void belongTogether(Draft draft, Dice dice) {
        if (!draft.pathValues.containsKey("post_id") || world.pool("thread").isEmpty() || dice.chance(0.1)) {
            return;
        }
        String[] thread = dice.oneOf(world.pool("thread")).split(" ");
        draft.pathValues.replace("id", thread[0]);
        draft.pathValues.put("post_id", thread[1]);
        draft.query.removeIf(field -> field.name().equals("profile_id"));
        draft.query.add(new Field("profile_id", thread[2]));
    }
}
