package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import dev.parley.testing.document.Conformity;
import java.util.Map;

/** Calls of the API whose answers are held against its OpenAPI document. */
final class ConformingHttp {
    private final JsonHttp http;
    private final Conformity conformity;

    ConformingHttp(JsonHttp http, Conformity conformity) {
        this.http = http;
        this.conformity = conformity;
    }

    Answer get(String path) {
        return conforming("GET", path, http.get(path));
    }

    Answer post(String path, Object body) {
        return conforming("POST", path, http.post(path, body));
    }

    Answer post(String path, Object body, Map<String, String> headers) {
        return conforming("POST", path, http.post(path, body, headers));
    }

    Answer patch(String path, Object body) {
        return conforming("PATCH", path, http.patch(path, body));
    }

    Answer delete(String path) {
        return conforming("DELETE", path, http.delete(path));
    }

    private Answer conforming(String method, String path, Answer answer) {
        String body = answer.body().toString();
        assertThat(conformity.flaws(method, path, answer.status(), "application/json", body))
                .as("%s %s -> %d %s", method, path, answer.status(), body)
                .isEmpty();
        return answer;
    }
}
