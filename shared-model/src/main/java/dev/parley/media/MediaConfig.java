package dev.parley.media;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where media lie. */
@ConfigMapping(prefix = "parley.media")
public interface MediaConfig {
    /** Folder that all services share; made when it is not there. */
    @WithDefault(".parley/media")
    String folder();
}
