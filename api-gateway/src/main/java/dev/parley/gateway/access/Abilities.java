package dev.parley.gateway.access;

import dev.parley.gateway.error.ApiException;
import dev.parley.platform.Ability;
import dev.parley.platform.Platform;
import dev.parley.platform.Platforms;
import jakarta.inject.Singleton;
import java.util.List;

/** Refuses what a network cannot do, and says which ones can. */
@Singleton
public class Abilities {
    private final Platforms platforms;

    public Abilities(Platforms platforms) {
        this.platforms = platforms;
    }

    /** @throws ApiException 422 {@code <what> only supported on <those that can>} */
    public void require(Platform platform, Ability ability, String what) {
        if (!platform.capabilities().can(ability)) {
            throw ApiException.unprocessable(what + " only supported on " + String.join(" and ", namesWith(ability)));
        }
    }

    /** @throws ApiException 422 {@code <what> are not supported on <this one>} */
    public void requireHere(Platform platform, Ability ability, String what) {
        if (!platform.capabilities().can(ability)) {
            throw ApiException.unprocessable(
                    what + " are not supported on " + platform.capabilities().displayName());
        }
    }

    /** In the order of the networks' names. */
    public List<String> namesWith(Ability ability) {
        return platforms.all().stream()
                .filter(platform -> platform.capabilities().can(ability))
                .map(platform -> platform.capabilities().displayName())
                .toList();
    }
}
