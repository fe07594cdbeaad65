package dev.parley.platform.graph;

import java.util.Set;
import java.util.function.Predicate;

/**
 * What reading an item takes beside the item.
 *
 * @param echoesNameOurs whether the network returns our message's id with every echo of ours
 * @param ownApps ids of the connected app, as echoes name them
 * @param media whether the bytes behind an address can be fetched
 */
public record ReadContext(boolean echoesNameOurs, Set<String> ownApps, Predicate<String> media) {}
