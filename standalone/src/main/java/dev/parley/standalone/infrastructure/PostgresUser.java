package dev.parley.standalone.infrastructure;

import com.sun.security.auth.module.UnixSystem;
import dev.parley.standalone.process.ParentDeathSignal;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom PostgreSQL runs. It refuses root; so root steps into a user namespace without a mapping, where it is
 * nobody in particular although its files stay root's, or becomes {@code nobody} where namespaces are forbidden.
 */
enum PostgresUser {
    /** An ordinary user runs it as himself. */
    OURSELVES(List.of()),
    /** Root, unmapped. */
    NAMESPACE(List.of("unshare", "--user")),
    /** Root become nobody, who must be able to reach and own the data folder. */
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    private static final int NOBODYS_ID = 65_534;

    private final List<String> prefix;

    PostgresUser(List<String> prefix) {
        this.prefix = prefix;
    }

    static PostgresUser chosen() {
        if (new UnixSystem().getUid() != 0) {
            return OURSELVES;
        }
        for (PostgresUser user : List.of(NAMESPACE, NOBODY)) {
            if (user.works()) {
                return user;
            }
        }
        throw new StartFailure(
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here: use an ordinary user.");
    }

    private boolean works() {
        List<String> probe = new ArrayList<>(prefix);
        probe.add("true");
        try {
            return new ProcessBuilder(probe).start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The command as that user, tied to us (see {@link ParentDeathSignal}) after the change of user. */
    List<String> run(String signal, List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(ParentDeathSignal.holding(signal, command));
        return whole;
    }

    /** Makes the folder this user's own. */
    void own(Path folder) throws IOException {
        if (this == NOBODY) {
            Files.setAttribute(folder, "unix:uid", NOBODYS_ID, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(folder, "unix:gid", NOBODYS_ID, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
