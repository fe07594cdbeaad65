package dev.parley.standalone.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.firstuse.GatewayClient;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import dev.parley.standalone.process.StartFailure;

/** The running gateway as whoever runs Parley sees it. What it refuses becomes a {@link StartFailure} with its words. */
final class Operator {
    private final JsonHttp gateway;

    private Operator(JsonHttp gateway) {
        this.gateway = gateway;
    }

    /** @throws StartFailure when nothing runs */
    static Operator of(Home home) {
        SystemState state = RunningSystem.of(home).state();
        return new Operator(new GatewayClient(state.apiUrl()).as(state.operatorKey()));
    }

    JsonNode get(String path) {
        return require(gateway.get(path));
    }

    JsonNode post(String path, Object body) {
        return require(gateway.post(path, body));
    }

    void delete(String path) {
        require(gateway.delete(path));
    }

    private static JsonNode require(Answer answer) {
        if (!answer.isSuccess()) {
            throw new StartFailure("The gateway answered " + answer.status() + " "
                    + answer.body().path("error").asText());
        }
        return answer.body();
    }
}
