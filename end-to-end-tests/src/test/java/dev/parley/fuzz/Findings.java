package dev.parley.fuzz;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found, each kind of finding once, with the first request that showed it. */
final class Findings {
    private static final int SHOWN = 60;
    private static final int LONGEST = 4_000;

    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Map<Flaw.Kind, Integer> counts = new EnumMap<>(Flaw.Kind.class);

    private record Finding(Flaw.Kind kind, String title, String example, int times) {
        Finding again() {
            return new Finding(kind, title, example, times + 1);
        }
    }

    /**
     * @param where the operation and its status
     * @param example all that is needed to repeat it
     */
    void add(Flaw flaw, String where, String example) {
        counts.merge(flaw.kind(), 1, Integer::sum);
        String detail = normalised(flaw.detail());
        findings.merge(
                flaw.kind() + where + detail,
                new Finding(flaw.kind(), where + ": " + cut(flaw.detail(), 400), cut(example, LONGEST), 1),
                (known, _) -> known.again());
    }

    private static String normalised(String detail) {
        String first = detail.lines().findFirst().orElse("");
        return cut(first, 300)
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "#")
                .replaceAll("[a-z]+_[0-9a-z]{13}", "#")
                .replaceAll("\\d+", "#");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + " … (" + text.length() + " characters)";
    }

    int count(Flaw.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Those of one kind, or the first dozens of them. */
    List<String> shown(Flaw.Kind kind) {
        return findings.values().stream()
                .filter(finding -> finding.kind == kind)
                .limit(SHOWN)
                .map(finding -> "\n[" + finding.times + " times] " + finding.title + "\n" + finding.example)
                .toList();
    }
}
