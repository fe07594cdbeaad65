package dev.parley.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When accounts were polled, as their network saw it. */
final class Punctuality {
    private final List<List<Long>> polls;

    private Punctuality(List<List<Long>> polls) {
        this.polls = polls;
    }

    /** What the sandbox noted from then on. */
    static Punctuality since(long millis, DispatchStage stage) {
        List<List<Long>> polls = new ArrayList<>();
        JsonNode noted = stage.control("/control/bluesky/acts/polls", Map.of());
        for (JsonNode times : noted) {
            List<Long> since = new ArrayList<>();
            times.forEach(time -> since.add(time.asLong()));
            since.removeIf(time -> time < millis);
            polls.add(since);
        }
        return new Punctuality(polls);
    }

    int accounts() {
        return polls.size();
    }

    /** From the first poll of an account to its next, and so on. */
    private List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        for (List<Long> times : polls) {
            for (int i = 1; i < times.size(); i++) {
                gaps.add(times.get(i) - times.get(i - 1));
            }
        }
        Collections.sort(gaps);
        return gaps;
    }

    /** The longest that any account went unasked; so long as the campaign, when it was asked less than twice. */
    Duration longestGap() {
        boolean known = polls.stream().allMatch(times -> times.size() > 1);
        return known ? Duration.ofMillis(gaps().getLast()) : Duration.ofDays(1);
    }

    /** Most requests within any such time. */
    int most(Duration within) {
        List<Long> all = new ArrayList<>();
        polls.forEach(all::addAll);
        Collections.sort(all);
        int most = 0;
        int first = 0;
        for (int i = 0; i < all.size(); i++) {
            while (all.get(i) - all.get(first) >= within.toMillis()) {
                first++;
            }
            most = Math.max(most, i - first + 1);
        }
        return most;
    }

    @Override
    public String toString() {
        List<Long> gaps = gaps();
        return "%d accounts, %d gaps between polls: median %d ms, 99%% below %d ms, longest %d ms"
                .formatted(
                        accounts(),
                        gaps.size(),
                        gaps.get(gaps.size() / 2),
                        gaps.get(gaps.size() * 99 / 100),
                        gaps.getLast());
    }

    /** Texts that were said and not stored once; and how late each stored one was. */
    record Arrivals(Set<String> lostOrDoubled, Duration latest) {
        static Arrivals of(DispatchStage stage, Set<String> said) {
            Set<String> missing = new HashSet<>(said);
            Set<String> wrong = new HashSet<>();
            long latest = 0;
            for (List<String> row : stage.database()
                    .rows("select body, extract(epoch from created_at - external_posted_at) * 1000 from messages"
                            + " where body like 'word %'")) {
                if (!missing.remove(row.get(0))) {
                    wrong.add(row.get(0));
                }
                latest = Math.max(latest, (long) Double.parseDouble(row.get(1)));
            }
            wrong.addAll(missing);
            return new Arrivals(wrong, Duration.ofMillis(latest));
        }
    }
}
