package dev.parley.fuzz;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What exists in the system and may be named in a request: ids by their kind ({@code chat}, {@code msg} …), and values
 * that members and parameters of a name can have. What a successful DELETE would take away comes from a supply of its
 * own, so that the rest stays.
 */
final class World {
    private final Map<String, List<String>> pools = new HashMap<>();
    private final Map<String, Deque<String>> expendable = new HashMap<>();
    private final Map<Credential.Kind, List<String>> headers = new EnumMap<>(Credential.Kind.class);
    private final Set<String> own = new LinkedHashSet<>();
    private final AtomicInteger unused = new AtomicInteger();

    void add(String pool, String value) {
        if (!value.isEmpty()) {
            pools.computeIfAbsent(pool, _ -> new ArrayList<>()).add(value);
        }
    }

    /** The same, for what other accounts must never see. */
    void addOwn(String pool, String value) {
        add(pool, value);
        own.add(value);
    }

    List<String> pool(String name) {
        return pools.getOrDefault(name, List.of());
    }

    Set<String> kinds() {
        return pools.keySet();
    }

    void replace(String pool, List<String> values) {
        pools.put(pool, new ArrayList<>(values));
    }

    Deque<String> expendable(String kind) {
        return expendable.computeIfAbsent(kind, _ -> new ArrayDeque<>());
    }

    /** It was taken away; whatever is left of it is not asked for on purpose any more. */
    void isGone(String id) {
        expendable.values().forEach(supply -> supply.remove(id));
    }

    Set<String> own() {
        return own;
    }

    void key(Credential.Kind kind, String key) {
        headers.computeIfAbsent(kind, _ -> new ArrayList<>()).add("Bearer " + key);
    }

    /** Mostly the one that opens the operation. */
    Credential credential(Dice dice, boolean operators) {
        Credential.Kind right = operators ? Credential.Kind.OPERATOR : Credential.Kind.RIGHT;
        Credential.Kind kind = dice.chance(0.75) ? right : dice.of(Credential.Kind.values());
        return switch (kind) {
            case NONE -> new Credential(kind, null);
            case WRONG -> new Credential(kind, wrong(dice));
            default -> new Credential(kind, dice.oneOf(headers.getOrDefault(kind, List.of("Bearer nothing"))));
        };
    }

    private String wrong(Dice dice) {
        String right =
                headers.getOrDefault(Credential.Kind.RIGHT, List.of("Bearer x")).getFirst();
        return switch (dice.below(9)) {
            case 0 -> right.substring(0, right.length() - 1);
            case 1 -> right.replace("Bearer ", "Basic ");
            case 2 -> right.replace("Bearer ", "");
            case 3 -> "Bearer";
            case 4 -> "Bearer \uD83D\uDE00\u202E";
            case 5 -> "Bearer " + "k".repeat(5_000);
            case 6 -> right + ",x";
            case 7 -> "Bearer ' or 1=1 --";
            default -> right.replace("Bearer parley_", "Bearer PARLEY_");
        };
    }

    /** A number that was not drawn before in this run. */
    int next() {
        return unused.incrementAndGet();
    }
}
