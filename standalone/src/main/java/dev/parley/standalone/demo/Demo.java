package dev.parley.standalone.demo;

import dev.parley.standalone.StartFailure;
import dev.parley.standalone.firstuse.JsonHttp;
import java.io.PrintStream;
import java.util.List;

/** Plays every scene that suits, on every platform that the sandbox plays. */
public final class Demo {
    private static final List<Scene> SCENES = List.of(new Conversation());

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
        try (Subscriber subscriber = steps.step("a subscriber registers its webhook", () -> Subscriber.register(api))) {
            accounts.forEach(account -> playOn(account, subscriber, steps));
        } catch (StartFailure _) {
            // Shown by the step that failed.
        }
        return steps.failed() == 0;
    }

    private void playOn(DemoAccount account, Subscriber subscriber, Steps steps) {
        out.println();
        out.println(account.platform());
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
