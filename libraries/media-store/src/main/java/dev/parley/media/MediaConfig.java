package dev.parley.media;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where media lie. */
@ConfigMapping(prefix = "parley.media")
public interface MediaConfig {
    /** Which store keeps media: {@code folder} or {@code s3}. */
    @WithDefault("folder")
    Kind store();

    /** Folder that gateway and dispatch share; made when it is not there. Unused with {@code s3}. */
    @WithDefault(".parley/media")
    String folder();

    /** The stores there are. */
    enum Kind {
        FOLDER,
        S3
    }
}
