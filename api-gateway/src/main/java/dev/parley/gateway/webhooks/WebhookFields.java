package dev.parley.gateway.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.Fields;
import dev.parley.http.CustomerUrls;
import dev.parley.http.UrlCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a customer says about a webhook; absent members are null and stay as they are.
 *
 * @param events names, {@code *} for all; unknown names are taken, because clients register some that never fire
 */
record WebhookFields(
        @Nullable String url,
        @Nullable List<String> events,
        @Nullable Boolean enabled,
        @Nullable Boolean ordered,
        boolean describes,
        @Nullable String description) {
    private static final int LONGEST_URL = 2048;
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final int MOST_EVENTS = 100;

    /**
     * Reads and judges.
     *
     * @param creating whether url and events must be there
     * @throws ApiException 422 with every text at once
     */
    static WebhookFields read(Fields fields, CustomerUrls urls, boolean creating) {
        List<String> errors = new ArrayList<>();
        @Nullable String url = fields.text("url");
        if (url != null || creating) {
            checkUrl(url, urls, errors);
        }
        @Nullable List<String> events = events(fields);
        boolean noEvents = events == null ? creating : events.isEmpty();
        if (noEvents) {
            errors.add("Events can't be blank");
        } else if (events != null && events.size() > MOST_EVENTS) {
            errors.add("Events is too long (maximum is " + MOST_EVENTS + " items)");
        }
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
        return new WebhookFields(
                url == null ? null : url.strip(),
                events,
                fields.flag("enabled"),
                fields.flag("ordered"),
                fields.values().has("description"),
                fields.presentText("description", LONGEST_DESCRIPTION));
    }

    private static void checkUrl(@Nullable String url, CustomerUrls urls, List<String> errors) {
        if (url == null || url.isBlank()) {
            errors.add("Url can't be blank");
        } else if (url.length() > LONGEST_URL) {
            errors.add("Url is too long (maximum is " + LONGEST_URL + " characters)");
        } else if (urls.check(url.strip()) instanceof UrlCheck.Refused refused) {
            errors.add("Url " + refused.problem());
        }
    }

    private static @Nullable List<String> events(Fields fields) {
        JsonNode given = fields.node("events");
        if (given.isTextual() && !given.asText().stripLeading().startsWith("[")) {
            return given.asText().isBlank() ? List.of() : List.of(given.asText().strip());
        }
        ArrayNode list = fields.list("events");
        if (list == null) {
            return null;
        }
        List<String> events = new ArrayList<>();
        for (JsonNode event : list) {
            if (!event.isTextual()) {
                throw ApiException.badRequest("events must be a list of strings");
            }
            if (!event.asText().isBlank()) {
                events.add(event.asText().strip().toLowerCase(Locale.ROOT));
            }
        }
        return events.stream().distinct().toList();
    }
}
