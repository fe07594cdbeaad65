package dev.parley.gateway.comments;

import dev.parley.gateway.access.Roles;
import dev.parley.gateway.http.Page;
import dev.parley.gateway.http.Paging;
import dev.parley.gateway.http.RequestContext;
import dev.parley.gateway.http.TimeParameters;
import dev.parley.id.Id;
import dev.parley.id.PostId;
import dev.parley.id.ProfileId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Comments over all posts: {@code /api/comments}. */
@Path("/api/comments")
@RolesAllowed(Roles.TENANT)
public class AllCommentsResource {
    private final RequestContext call;
    private final CommentPages pages;

    public AllCommentsResource(RequestContext call, CommentPages pages) {
        this.call = call;
        this.pages = pages;
    }

    /** Newest first; {@code post_ids} and {@code profiles} are comma-separated, unknown ids are ignored. */
    @GET
    public Uni<Page<CommentAnswer>> list(
            @RestQuery("post_ids") @Nullable String postIds,
            @RestQuery @Nullable String profiles,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String page,
            @RestQuery("per_page") @Nullable String perPage) {
        CommentPages.Span span =
                new CommentPages.Span(TimeParameters.parameter("from", from), TimeParameters.parameter("to", to));
        return pages.across(
                call.scope(),
                Paging.of(page, perPage),
                span,
                ids(postIds, PostId::parse),
                ids(profiles, ProfileId::parse));
    }

    private static @Nullable Collection<Long> ids(
            @Nullable String list, Function<String, ? extends Optional<? extends Id>> parse) {
        if (list == null || list.isBlank()) {
            return null;
        }
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .map(parse)
                .flatMap(Optional::stream)
                .map(Id::value)
                .collect(Collectors.toSet());
    }
}
