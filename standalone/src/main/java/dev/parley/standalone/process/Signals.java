package dev.parley.standalone.process;

import java.io.IOException;

/** Sends what {@link Process} cannot: any signal by its name. */
final class Signals {
    private Signals() {}

    static void send(String signal, long pid) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + pid).start();
            kill.waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("no shell to send SIG" + signal + " with", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
