package dev.parley.standalone.demo;

import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.process.StartFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Plays every scene that suits, on every platform that the sandbox plays. */
public final class Demo {
    private static final List<Scene> SCENES = List.of(new DemoConversation(), new Keyboard(), new CommentFunnel());

    private final JsonHttp api;
    private final JsonHttp sandbox;
    private final PrintStream out;
    private final Supplier<ExampleBot> bots;

    /** @param logs the folder where the example bot's output goes */
    public Demo(String apiUrl, String apiKey, String sandboxUrl, Path logs, PrintStream out) {
        this.api = new JsonHttp(apiUrl, apiKey);
        this.bots = () -> ExampleBot.start(apiUrl, apiKey, logs.resolve("example-bot.log"));
        this.sandbox = new JsonHttp(sandboxUrl, null);
        this.out = out;
    }

    /** Whether every step of every scene led where it should. */
    public boolean play() {
        List<DemoAccount> accounts = DemoNetwork.accounts(sandbox);
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
        DemoStage.letServicesLearn();
        return subscriber;
    }

    private void playOn(DemoAccount account, boolean connected, Subscriber subscriber, Steps steps) {
        if (!connected) {
            steps.fail("the demo account " + account.account() + " is not connected; ./parley up tells why");
            return;
        }
        DemoStage stage = new DemoStage(api, subscriber, new DemoNetwork(sandbox, account), account, steps, bots);
        for (Scene scene : SCENES) {
            if (scene.suits(account)) {
                playScene(scene, stage);
            }
        }
    }

    private static void playScene(Scene scene, DemoStage stage) {
        try {
            scene.play(stage);
        } catch (StartFailure _) {
            // Shown by the step that failed; the other platforms are still worth seeing.
        }
    }
}
