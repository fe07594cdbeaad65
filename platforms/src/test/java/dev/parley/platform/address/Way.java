package dev.parley.platform.address;

import dev.parley.platform.MediaSource.Fetch;
import java.time.Duration;
import java.util.function.Function;

/**
 * One of the ways on which an address from outside comes in.
 *
 * @param follow goes it and says what the tenant is told
 */
public record Way(String name, Function<String, String> follow) {
    @Override
    public String toString() {
        return name;
    }

    /** Content is read to its end: only that there was some is told. */
    public static String told(Fetch fetch) {
        if (fetch instanceof Fetch.Content content) {
            content.bytes().collect().last().await().atMost(Duration.ofSeconds(8));
            return "content";
        }
        return fetch.toString();
    }
}
