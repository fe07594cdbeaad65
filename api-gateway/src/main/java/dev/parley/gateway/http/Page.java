package dev.parley.gateway.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A part of a list.
 *
 * @param total size of the whole list under the same filters
 */
public record Page<T>(
        long total, int page, @JsonProperty("per_page") int perPage, List<T> data) {
    public static <T> Page<T> of(Paging paging, long total, List<T> data) {
        return new Page<>(total, paging.page(), paging.perPage(), data);
    }
}
