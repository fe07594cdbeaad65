package dev.parley.sandbox.stage;

import io.smallrye.mutiny.Uni;

/** What a platform does for one call. Run at most once; its answer must not wait for anything but the work itself. */
@FunctionalInterface
public interface Performance {

    Uni<Answer> perform();
}
