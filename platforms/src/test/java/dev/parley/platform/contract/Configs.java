package dev.parley.platform.contract;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configuration mappings as an application would have them, with nothing set but what a test sets. */
public final class Configs {
    private Configs() {}

    public static <T> T of(Class<T> mapping, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withDefaultValues(settings)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(mapping);
    }
}
