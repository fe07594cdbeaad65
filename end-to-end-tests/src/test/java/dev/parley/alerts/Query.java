package dev.parley.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query in the part of Prometheus' language that the alert rules are written in; anything else is refused.
 *
 * <pre>
 *   any   = test { "or" test }                   test = share [ ( "&gt;" | "==" | "!=" ) share ]
 *   share = one { "/" one }
 *   one   = number | "(" any ")" | "sum" | "max" [ "by" names ] "(" any ")" | "absent" "(" any ")"
 *         | "rate" | "increase" "(" series "[" time "]" ")" | "histogram_quantile" "(" number "," any ")" | series
 * </pre>
 *
 * A rate is that of the whole history, however short: as if what happens went on for as long as the rule looks back.
 */
public final class Query {
    private static final Pattern TOKEN =
            Pattern.compile("\"[^\"]*\"|[A-Za-z_:][\\w:]*|\\d+(?:\\.\\d+)?|=~|!~|!=|==|[(){}\\[\\],=></]|\\S");
    private static final Pattern NUMBER = Pattern.compile("\\d.*");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3600);

    private final List<String> tokens;
    private final History history;
    private int at;

    private Query(String text, History history) {
        this.tokens = TOKEN.matcher(text).results().map(token -> token.group()).toList();
        this.history = history;
    }

    /** What it finds; an alert rings when that is anything. */
    public static List<Sample> evaluate(String text, History history) {
        Query query = new Query(text, history);
        List<Sample> found = query.any();
        if (query.at < query.tokens.size()) {
            throw query.unreadable();
        }
        return found;
    }

    private List<Sample> any() {
        List<Sample> found = test();
        while (take("or")) {
            found = Vectors.union(found, test());
        }
        return found;
    }

    private List<Sample> test() {
        List<Sample> left = share();
        for (var comparison : Map.<String, Vectors.Comparison>of(
                        ">", (a, b) -> a > b, "==", (a, b) -> a == b, "!=", (a, b) -> a != b)
                .entrySet()) {
            if (take(comparison.getKey())) {
                return isNumber()
                        ? Vectors.filter(left, Double.parseDouble(next()), comparison.getValue())
                        : Vectors.filter(left, share(), comparison.getValue());
            }
        }
        return left;
    }

    private List<Sample> share() {
        List<Sample> quotient = one();
        while (take("/")) {
            quotient = Vectors.divide(quotient, one());
        }
        return quotient;
    }

    private List<Sample> one() {
        if (take("(")) {
            return closed(any());
        }
        String name = next();
        return switch (name) {
            case "sum", "max" -> {
                List<String> by = take("by") ? names() : List.of();
                expect("(");
                yield Vectors.aggregate(name, by, closed(any()));
            }
            case "absent" -> {
                expect("(");
                yield Vectors.absent(closed(any()));
            }
            case "histogram_quantile" -> {
                expect("(");
                double share = Double.parseDouble(next());
                expect(",");
                yield Vectors.quantile(share, closed(any()));
            }
            case "rate", "increase" -> growth(name);
            default -> history.latest(series(name));
        };
    }

    private List<Sample> growth(String how) {
        expect("(");
        Predicate<Sample> series = series(next());
        expect("[");
        double span = Double.parseDouble(next()) * SECONDS.get(next());
        expect("]");
        double times = how.equals("rate") ? 1 : span;
        return closed(history.growth(series).stream()
                .map(sample -> sample.with(sample.value() * times))
                .toList());
    }

    private Predicate<Sample> series(String name) {
        if (!name.matches("[A-Za-z_:][\\w:]*")) {
            at--;
            throw unreadable();
        }
        Predicate<Sample> wanted = sample -> sample.name().equals(name);
        if (take("{")) {
            do {
                wanted = wanted.and(label());
            } while (take(","));
            expect("}");
        }
        return wanted;
    }

    private Predicate<Sample> label() {
        String name = next();
        String operator = next();
        String value = next().replace("\"", "");
        Predicate<Sample> equal =
                sample -> sample.labels().getOrDefault(name, "").equals(value);
        Predicate<Sample> like =
                sample -> sample.labels().getOrDefault(name, "").matches(value);
        return switch (operator) {
            case "=" -> equal;
            case "!=" -> equal.negate();
            case "=~" -> like;
            case "!~" -> like.negate();
            default -> throw unreadable();
        };
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        expect("(");
        do {
            names.add(next());
        } while (take(","));
        expect(")");
        return names;
    }

    private <T> T closed(T inner) {
        expect(")");
        return inner;
    }

    private boolean isNumber() {
        return at < tokens.size() && NUMBER.matcher(tokens.get(at)).matches();
    }

    private String next() {
        if (at == tokens.size()) {
            throw unreadable();
        }
        return tokens.get(at++);
    }

    private boolean take(String token) {
        boolean there = at < tokens.size() && tokens.get(at).equals(token);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!take(token)) {
            throw unreadable();
        }
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException("not understood after: "
                + tokens.stream().limit(at).collect(Collectors.joining(" ")) + " | "
                + tokens.stream().skip(at).collect(Collectors.joining(" ")));
    }
}
