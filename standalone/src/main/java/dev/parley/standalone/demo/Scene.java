package dev.parley.standalone.demo;

import dev.parley.standalone.process.StartFailure;

/** Something worth seeing on a platform. A platform with more to show adds a scene of its own to {@link Demo}. */
public interface Scene {
    /** Whether it can be played with this account. */
    boolean suits(DemoAccount account);

    /**
     * Plays it, step by step.
     *
     * @throws StartFailure when a step does not lead where it should
     */
    void play(DemoStage stage);
}
