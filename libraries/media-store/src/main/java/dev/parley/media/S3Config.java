package dev.parley.media;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** An S3-compatible store, where {@code parley.media.store} is {@code s3}. */
@ConfigMapping(prefix = "parley.media.s3")
public interface S3Config {
    /** The bucket, which must be there already; required with {@code s3}. */
    Optional<String> bucket();

    /** What every object's key begins with. */
    @WithDefault("media/")
    String prefix();

    /** Where the store is, as {@code https://host}; AWS itself where unset. */
    Optional<String> endpoint();

    /** The bucket's region; stores other than AWS take any. */
    @WithDefault("us-east-1")
    String region();

    /** Whether the bucket stands in the path ({@code host/bucket/key}) and not in the host's name; most stores but AWS want that. */
    @WithDefault("false")
    boolean pathStyle();

    /** The access key; where unset, the usual places are asked: environment, web identity, container, instance. */
    Optional<String> accessKey();

    /** The secret that belongs to the access key. */
    Optional<String> secretKey();

    /** Whether readers of {@code /media/…} are sent on to the store with a signed URL, and not served by the gateway. */
    @WithDefault("false")
    boolean redirects();

    /** How long such a signed URL works. */
    @WithDefault("15m")
    Duration redirectsLast();

    /** How long storing one file, or the first byte of an answer, may take, retries included. */
    @WithDefault("45s")
    Duration deadline();

    /** Files stored at the same time. Others wait for their turn, three deadlines at most, so that each has enough of the line. */
    @WithDefault("8")
    int uploads();

    /** Connections to the store; further calls wait for one. */
    @WithDefault("50")
    int connections();

    /** Folder where content lies until all of it has arrived and goes to the store; a temporary one where unset. */
    Optional<String> scratch();
}
