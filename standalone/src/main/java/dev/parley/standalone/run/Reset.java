package dev.parley.standalone.run;

import dev.parley.standalone.infrastructure.Folders;
import dev.parley.standalone.process.StartFailure;
import java.io.PrintStream;
import java.util.Optional;

/** {@code ./parley reset}: stops what runs and wipes its data; the next start begins anew, with new keys. */
public final class Reset {
    private Reset() {}

    public static int run(Home home, PrintStream out) {
        RunningSystem.find(home).ifPresent(Down::stop);
        Optional<HomeLock> lock = HomeLock.tryTake(home);
        if (lock.isEmpty()) {
            throw new StartFailure("Somebody has just started Parley again here.");
        }
        try (HomeLock _ = lock.get()) {
            home.data().forEach(Folders::delete);
        }
        out.println("All data in " + home.folder() + " are wiped.");
        return 0;
    }
}
