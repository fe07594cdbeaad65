package dev.parley.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small evaluator answers as Prometheus does. */
class QueryTest {
    private History history;

    @BeforeEach
    void scrape() {
        history = new History();
        add(0, """
                # TYPE calls counter
                calls_total{end="ok",who="a"} 10
                calls_total{end="bad",who="a"} 0
                calls_total{end="ok",who="b"} 5
                age 30
                """);
        add(100, """
                calls_total{end="ok",who="a"} 40
                calls_total{end="bad",who="a"} 10
                calls_total{end="ok",who="b"} 2
                calls_total{end="bad",who="b"} 7
                age NaN
                took_bucket{le="1"} 5
                took_bucket{le="10"} 10
                took_bucket{le="+Inf"} 10
                """);
    }

    private void add(double seconds, String page) {
        history.add(seconds, Sample.page(page, Map.of("job", "parley")));
    }

    @Test
    void aRateIsTheGrowthASecondAndACounterMayBeginAgain() {
        assertThat(values("rate(calls_total{end=\"ok\"}[5m])")).containsExactly(0.3, 0.02);
        assertThat(values("increase(calls_total{who=\"a\",end=\"ok\"}[10s])")).containsExactly(3.0);
    }

    @Test
    void aSeriesThatHasJustAppearedHasNoRate() {
        assertThat(values("rate(calls_total{who=\"b\",end=\"bad\"}[5m])")).isEmpty();
    }

    @Test
    void sumsAreMadeByLabels() {
        assertThat(values("sum by (who) (calls_total)")).containsExactly(50.0, 9.0);
        assertThat(values("sum(calls_total{end!=\"ok\"})")).containsExactly(17.0);
        assertThat(values("max by (end, who) (calls_total{end=~\"b.*\"})")).containsExactly(10.0, 7.0);
    }

    @Test
    void aShareIsTakenOfWhatHasTheSameLabels() {
        assertThat(values("sum by (who) (calls_total{end=\"bad\"}) / sum by (who) (calls_total)"))
                .containsExactly(0.2, 7.0 / 9);
    }

    @Test
    void whatIsNoNumberIsFoundByBeingUnlikeItself() {
        assertThat(values("max(age) != max(age)")).hasSize(1);
        assertThat(values("max(calls_total) != max(calls_total)")).isEmpty();
        assertThat(values("max(age) > 0")).isEmpty();
    }

    @Test
    void whatIsAbsentIsFound() {
        assertThat(values("absent(nothing) or max(age) > 5")).containsExactly(1.0);
        assertThat(values("absent(age)")).isEmpty();
    }

    @Test
    void aQuantileLiesWithinItsBucket() {
        assertThat(values("histogram_quantile(0.5, sum by (le) (took_bucket))")).containsExactly(1.0);
        assertThat(values("histogram_quantile(0.75, sum by (le) (took_bucket))"))
                .containsExactly(5.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"age +", "avg(age)", "age > ", "rate(age)", "sum(age", "age[5m]", "age offset 5m"})
    void whatItDoesNotUnderstandIsRefused(String query) {
        assertThatThrownBy(() -> values(query)).isInstanceOf(RuntimeException.class);
    }

    static List<AlertRule> rules() {
        return AlertRule.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleIsUnderstood(AlertRule rule) {
        boolean unused = rule.rings(history);
    }

    private List<Double> values(String query) {
        return Query.evaluate(query, history).stream().map(Sample::value).toList();
    }
}
