package dev.parley.manifests;

import java.util.stream.Stream;

/** Something that must hold between the resources of an overlay. */
@FunctionalInterface
interface Rule {
    /** One line for each place where it does not. */
    Stream<String> faults(Resources resources);
}
