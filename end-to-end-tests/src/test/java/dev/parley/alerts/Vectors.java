package dev.parley.alerts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/** What operators do with vectors, as Prometheus does it. */
final class Vectors {
    private static final String BOUND = "le";

    private Vectors() {}

    /** A test of two values. */
    interface Comparison {
        boolean holds(double left, double right);
    }

    static List<Sample> aggregate(String how, List<String> by, List<Sample> vector) {
        Map<Map<String, String>, Double> groups = new LinkedHashMap<>();
        DoubleBinaryOperator joined = how.equals("sum") ? Double::sum : Vectors::larger;
        for (Sample sample : vector) {
            groups.merge(only(by, sample.labels()), sample.value(), joined::applyAsDouble);
        }
        return groups.entrySet().stream()
                .map(group -> new Sample("", group.getKey(), group.getValue()))
                .toList();
    }

    /** What is no number loses against every number. */
    private static double larger(double left, double right) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return Double.isNaN(left) ? right : left;
        }
        return Math.max(left, right);
    }

    private static Map<String, String> only(List<String> names, Map<String, String> labels) {
        Map<String, String> kept = new TreeMap<>(labels);
        kept.keySet().retainAll(names);
        return kept;
    }

    /** The values for which it holds. */
    static List<Sample> filter(List<Sample> vector, double limit, Comparison comparison) {
        return vector.stream()
                .filter(sample -> comparison.holds(sample.value(), limit))
                .toList();
    }

    /** The values on the left whose partner, the one with the same labels, makes it hold. */
    static List<Sample> filter(List<Sample> left, List<Sample> right, Comparison comparison) {
        List<Sample> kept = new ArrayList<>();
        for (Sample sample : left) {
            right.stream()
                    .filter(partner -> partner.labels().equals(sample.labels()))
                    .filter(partner -> comparison.holds(sample.value(), partner.value()))
                    .forEach(partner -> kept.add(sample));
        }
        return kept;
    }

    static List<Sample> divide(List<Sample> left, List<Sample> right) {
        List<Sample> quotients = new ArrayList<>();
        for (Sample sample : left) {
            right.stream()
                    .filter(partner -> partner.labels().equals(sample.labels()))
                    .forEach(partner ->
                            quotients.add(sample.unnamed(sample.labels(), sample.value() / partner.value())));
        }
        return quotients;
    }

    static List<Sample> union(List<Sample> left, List<Sample> right) {
        List<Sample> all = new ArrayList<>(left);
        right.stream()
                .filter(sample ->
                        left.stream().noneMatch(other -> other.labels().equals(sample.labels())))
                .forEach(all::add);
        return all;
    }

    static List<Sample> absent(List<Sample> vector) {
        return vector.isEmpty() ? List.of(new Sample("", Map.of(), 1)) : List.of();
    }

    /** Of each group of buckets. */
    static List<Sample> quantile(double share, List<Sample> buckets) {
        Map<Map<String, String>, TreeMap<Double, Double>> groups = new LinkedHashMap<>();
        for (Sample bucket : buckets) {
            Map<String, String> labels = new TreeMap<>(bucket.labels());
            String bound = labels.remove(BOUND);
            if (bound != null) {
                double upper = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
                groups.computeIfAbsent(labels, group -> new TreeMap<>()).put(upper, bucket.value());
            }
        }
        return groups.entrySet().stream()
                .map(group -> new Sample("", group.getKey(), quantile(share, group.getValue())))
                .toList();
    }

    private static double quantile(double share, TreeMap<Double, Double> buckets) {
        double all = buckets.lastEntry().getValue();
        if (all <= 0 || buckets.lastKey() != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            if (bucket.getValue() >= share * all) {
                return bucket.getKey() == Double.POSITIVE_INFINITY
                        ? lower
                        : lower + (bucket.getKey() - lower) * (share * all - below) / (bucket.getValue() - below);
            }
            lower = bucket.getKey();
            below = bucket.getValue();
        }
        return Double.NaN;
    }
}
