package dev.parley.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.benchmarks.load.Latencies;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    @Test
    void theMainFigureStandsAtTheTopOfTheJson() {
        ObjectNode json = JsonFile.asJson(report());

        assertThat(json.path("name").asText()).isEqualTo("send");
        assertThat(json.path("rate_per_s").asDouble()).isEqualTo(500);
        assertThat(json.path("ceiling_per_s").asDouble()).isEqualTo(2_000);
        assertThat(json.path("ratio").asDouble()).isEqualTo(0.25);
        assertThat(json.path("p50_ms").asDouble()).isBetween(4.9, 5.1);
        assertThat(json.path("p99_ms").asDouble()).isBetween(9.8, 10.1);
        assertThat(json.path("errors").asLong()).isEqualTo(1);
        assertThat(json.path("lost").asLong()).isEqualTo(2);
        assertThat(json.path("duplicated").asLong()).isEqualTo(3);
        assertThat(json.path("figures")).hasSize(2);
    }

    @Test
    void whatWasNotMeasuredIsNull() {
        ObjectNode json = JsonFile.asJson(report());

        assertThat(json.at("/figures/1/rate_per_s").isNull()).isTrue();
        assertThat(json.at("/figures/1/ratio").isNull()).isTrue();
        assertThat(json.at("/figures/1/p50_ms").isNull()).isTrue();
    }

    @Test
    void aLossIsNoCleanRun() {
        assertThat(report().isClean()).isFalse();
        assertThat(new Report("empty").isClean()).isTrue();
    }

    @Test
    void thePlotIsAnSvgThatNamesEachMeasuredFigure() throws Exception {
        Path file = folder.resolve("plots/send.svg");

        LatencyPlot.write(report(), file);

        String svg = Files.readString(file);
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(svg)
                .contains("POST &amp; wait")
                .doesNotContain("nothing measured")
                .doesNotContain("NaN");
    }

    @Test
    void withoutLatenciesNothingIsDrawn() {
        Report report = new Report("bare");
        report.add(Figure.of("nothing measured").rate(1));
        Path file = folder.resolve("bare.svg");

        LatencyPlot.write(report, file);

        assertThat(file).doesNotExist();
    }

    private static Report report() {
        Latencies latencies = new Latencies();
        for (int millis = 1; millis <= 10; millis++) {
            latencies.record(TimeUnit.MILLISECONDS.toNanos(millis));
        }
        Report report = new Report("send");
        report.add(Figure.of("POST & wait")
                .rate(500)
                .beside("bare", 2_000)
                .latencies(latencies)
                .wrong(1, 2, 3));
        report.add(Figure.of("nothing measured"));
        return report;
    }
}
