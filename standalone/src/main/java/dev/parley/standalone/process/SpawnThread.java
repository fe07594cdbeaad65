package dev.parley.standalone.process;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one thread that starts children. The kernel ties a child to the thread that started it, not to the process:
 * a child started from a thread that ends would be taken down with it.
 */
final class SpawnThread {
    private static final ExecutorService FOREVER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("spawn").factory());

    private SpawnThread() {}

    static Process start(ProcessBuilder builder) throws IOException {
        try {
            return FOREVER.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "interrupted while starting " + builder.command().getFirst(), e);
        }
    }
}
