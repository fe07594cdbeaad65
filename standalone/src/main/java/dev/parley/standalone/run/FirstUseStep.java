package dev.parley.standalone.run;

import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.firstuse.DemoProfiles;
import dev.parley.standalone.firstuse.GatewayClient;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;

/** Makes what a newcomer needs in a healthy system, unless an earlier start has made it. */
final class FirstUseStep {
    private final Home home;
    private final Secrets secrets;
    private final Progress progress;

    FirstUseStep(Home home, Secrets secrets, Progress progress) {
        this.home = home;
        this.secrets = secrets;
        this.progress = progress;
    }

    /**
     * Returns the API key.
     *
     * @throws StartFailure when the gateway makes none: a system without a key is of no use to anybody
     */
    String run(SystemState state) {
        GatewayClient gateway = new GatewayClient(state.apiUrl());
        String key = apiKey(gateway);
        if (state.sandboxUrl() != null) {
            new DemoProfiles(gateway, key, state.sandboxUrl())
                    .connect()
                    .forEach(line -> progress.step("demo profile", line));
        }
        return key;
    }

    private String apiKey(GatewayClient gateway) {
        String known = secrets.apiKey();
        if (known != null && gateway.accepts(known)) {
            return known;
        }
        String made = gateway.createKey(secrets.operatorKey(), "made by ./parley up");
        try {
            home.secrets().write(secrets.withApiKey(made));
        } catch (IOException e) {
            throw new StartFailure("The API key could not be kept: " + e.getMessage(), e);
        }
        progress.step("API key", "made");
        return made;
    }
}
