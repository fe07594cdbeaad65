package dev.parley.gateway.platforms;

import dev.parley.gateway.access.Roles;
import dev.parley.gateway.http.Listing;
import dev.parley.platform.Platforms;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The networks: {@code /api/platforms}. */
@Path("/api/platforms")
@RolesAllowed(Roles.TENANT)
public class PlatformsResource {
    private final Platforms platforms;

    public PlatformsResource(Platforms platforms) {
        this.platforms = platforms;
    }

    /** What each network can do, and its limits. */
    @GET
    public Listing<PlatformAnswer> list() {
        return new Listing<>(platforms.all().stream().map(PlatformAnswer::of).toList());
    }
}
