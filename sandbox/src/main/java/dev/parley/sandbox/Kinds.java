package dev.parley.sandbox;

import java.util.List;

/** Some kinds of acts that belong together. What the beans of this type name can be replayed, and nothing else. */
public interface Kinds {
    List<Kind<?, ?>> kinds();
}
