package dev.parley.sandbox.graph;

import dev.parley.sandbox.SandboxParticipant;
import org.jspecify.annotations.Nullable;

/** A comment on a post. Guarded by its account. */
final class GraphComment {
    private final String id;
    private final String post;
    private final @Nullable String parent;
    private final SandboxParticipant author;
    private final @Nullable String shownAs;
    private String text;
    private long at;
    private boolean answered;
    private boolean hidden;

    /** @param shownAs the author's id in webhooks and look-ups; null when Meta does not show who it was */
    GraphComment(
            String id,
            String post,
            @Nullable String parent,
            SandboxParticipant author,
            @Nullable String shownAs,
            String text,
            long at) {
        this.id = id;
        this.post = post;
        this.parent = parent;
        this.author = author;
        this.shownAs = shownAs;
        this.text = text;
        this.at = at;
    }

    String id() {
        return id;
    }

    String post() {
        return post;
    }

    @Nullable
    String parent() {
        return parent;
    }

    SandboxParticipant author() {
        return author;
    }

    @Nullable
    String shownAs() {
        return shownAs;
    }

    String text() {
        return text;
    }

    void edit(String changed) {
        text = changed;
    }

    long at() {
        return at;
    }

    void age(long millis) {
        at -= millis;
    }

    /** Whether it has had its one private reply. */
    boolean isAnswered() {
        return answered;
    }

    void answer() {
        answered = true;
    }

    boolean isHidden() {
        return hidden;
    }

    void hide(boolean now) {
        hidden = now;
    }
}
