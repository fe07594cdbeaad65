package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import io.vertx.mutiny.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of what Meta allows is used up, from the three headers that say so. Read leniently: graph.instagram.com
 * calls the members of the first one otherwise, and what cannot be read says nothing.
 *
 * @param percent the highest of all percentages, 0 when nothing was said
 * @param regain when calls will be allowed again; null when they are allowed or nothing was said
 */
public record Usage(int percent, @Nullable Duration regain) {
    private static final int SLOW_DOWN_FROM = 80;
    private static final Duration PER_PERCENT = Duration.ofMillis(250);
    private static final Duration EXHAUSTED = Duration.ofMinutes(1);
    private static final Usage UNKNOWN = new Usage(0, null);
    private static final List<String> FLAT_HEADERS = List.of("X-App-Usage", "X-Page-Usage");
    private static final String BUSINESS_HEADER = "X-Business-Use-Case-Usage";
    private static final List<String> PERCENTAGES =
            List.of("call_count", "total_time", "total_cputime", "call_volume", "cpu_time");

    static Usage of(MultiMap headers) {
        Usage usage = UNKNOWN;
        for (String name : FLAT_HEADERS) {
            usage = usage.and(ofMembers(parse(headers.get(name))));
        }
        for (JsonNode uses : parse(headers.get(BUSINESS_HEADER))) {
            for (JsonNode use : uses) {
                usage = usage.and(ofMembers(use));
            }
        }
        return usage;
    }

    /** How long to leave the account alone before the next call; zero below four fifths. */
    public Duration pause() {
        if (regain != null) {
            return regain;
        }
        if (percent >= 100) {
            return EXHAUSTED;
        }
        return percent < SLOW_DOWN_FROM ? Duration.ZERO : PER_PERCENT.multipliedBy(percent - SLOW_DOWN_FROM + 1);
    }

    private Usage and(Usage other) {
        Duration longer =
                regain == null || (other.regain != null && other.regain.compareTo(regain) > 0) ? other.regain : regain;
        return new Usage(Math.max(percent, other.percent), longer);
    }

    private static Usage ofMembers(JsonNode members) {
        int highest = 0;
        for (String name : PERCENTAGES) {
            highest = Math.max(highest, members.path(name).asInt(0));
        }
        int minutes = members.path("estimated_time_to_regain_access").asInt(0);
        return new Usage(highest, minutes > 0 ? Duration.ofMinutes(minutes) : null);
    }

    private static JsonNode parse(@Nullable String header) {
        return header == null
                ? Json.object()
                : Json.parse(header.getBytes(StandardCharsets.UTF_8)).orElseGet(Json::object);
    }
}
