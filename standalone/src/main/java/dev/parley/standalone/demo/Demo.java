package dev.parley.standalone.demo;

import dev.parley.standalone.StartFailure;
import dev.parley.standalone.firstuse.JsonHttp;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Plays every scene that suits, on every platform that the sandbox plays. */
public final class Demo {
    /** Services read new webhooks every second or so; an event that is quicker would pass this one by. */
    private static final Duration KNOWN_EVERYWHERE = Duration.ofSeconds(2);

    private static final List<Scene> SCENES = List.of(new Conversation(), new Keyboard());

    private final JsonHttp api;
    private final JsonHttp sandbox;
    private final PrintStream out;

    public Demo(String apiUrl, String apiKey, String sandboxUrl, PrintStream out) {
        this.api = new JsonHttp(apiUrl, apiKey);
        this.sandbox = new JsonHttp(sandboxUrl, null);
        this.out = out;
    }

    /** Whether every step of every scene led where it should. */
    public boolean play() {
        List<DemoAccount> accounts = SandboxPlatform.accounts(sandbox);
        if (accounts.isEmpty()) {
            out.println("The sandbox offers no accounts to play with.");
            return false;
        }
        Steps steps = new Steps(out);
        Set<String> connected = connectedPlatforms();
        try (Subscriber subscriber =
                steps.step("a subscriber registers its webhook, and every service learns of it", this::subscriber)) {
            for (DemoAccount account : accounts) {
                out.println();
                out.println(account.platform());
                playOn(account, connected.contains(account.platform()), subscriber, steps);
            }
        } catch (StartFailure _) {
            // Shown by the step that failed.
        }
        return steps.failed() == 0;
    }

    /** The platforms that a profile is connected to. */
    private Set<String> connectedPlatforms() {
        Set<String> platforms = new HashSet<>();
        api.get("/api/profiles")
                .body()
                .path("data")
                .forEach(profile -> platforms.add(profile.path("platform").asText()));
        return platforms;
    }

    private Subscriber subscriber() {
        Subscriber subscriber = Subscriber.register(api);
        try {
            Thread.sleep(KNOWN_EVERYWHERE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            subscriber.close();
            throw new StartFailure("interrupted", e);
        }
        return subscriber;
    }

    private void playOn(DemoAccount account, boolean connected, Subscriber subscriber, Steps steps) {
        if (!connected) {
            steps.fail("the demo account " + account.account() + " is not connected; ./parley up tells why");
            return;
        }
        Stage stage = new Stage(api, subscriber, new SandboxPlatform(sandbox, account), account, steps);
        for (Scene scene : SCENES) {
            if (scene.suits(account)) {
                playScene(scene, stage);
            }
        }
    }

    private static void playScene(Scene scene, Stage stage) {
        try {
            scene.play(stage);
        } catch (StartFailure _) {
            // Shown by the step that failed; the other platforms are still worth seeing.
        }
    }
}
