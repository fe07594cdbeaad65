package dev.parley.stories;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lexicons that Bluesky publishes as an npm package, and the validator that comes with them, in Node. */
final class Lexicons {
    private Lexicons() {}

    /** Fails unless every exchange in the file keeps to its lexicon and each of these methods was called. */
    static void check(Path exchanges, List<String> called) {
        List<String> command = new ArrayList<>(List.of("node", "check.mjs", exchanges.toString()));
        command.addAll(called);
        NodeFolder.install("lexicons").run(command, ".");
    }
}
