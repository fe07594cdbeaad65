package dev.parley.gateway.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.entity.DeadLetter;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.gateway.http.Page;
import dev.parley.gateway.http.Paging;
import dev.parley.json.Json;
import dev.parley.kafka.TopicWriter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Records that could not be handled, for the operator: {@code /api/admin/dead_letters}. */
@Path("/api/admin/dead_letters")
@RolesAllowed(Roles.OPERATOR)
@Cancellable(false)
public class DeadLettersResource {
    private static final String SUFFIX = ".dlq";

    private final TopicWriter topics;
    private final DeadLetterPages pages;

    public DeadLettersResource(TopicWriter topics, DeadLetterPages pages) {
        this.topics = topics;
        this.pages = pages;
    }

    /** Newest first. */
    @GET
    public Uni<Page<DeadLetterAnswer>> list(
            @RestQuery @Nullable String page, @RestQuery("per_page") @Nullable String perPage) {
        return pages.page(Paging.of(page, perPage));
    }

    /** Puts the original bytes back into their own topic: {@code {"replayed":true}}; 503 when the broker is away, 422 when it was cut or was no record. */
    @POST
    @Path("/{id}/replay")
    public Uni<JsonNode> replay(@RestPath String id) {
        long number = number(id);
        return DetachedWork.from(Panache.withTransaction(() -> DeadLetter.<DeadLetter>findById(number)
                        .onItem()
                        .ifNull()
                        .failWith(ApiException::notFound)
                        .call(this::putBack)
                        .invoke(letter -> letter.replayedAt = OffsetDateTime.now(ZoneOffset.UTC))))
                .replaceWith(() -> Json.object().put("replayed", true));
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException noNumber) {
            throw ApiException.notFound();
        }
    }

    private Uni<Void> putBack(DeadLetter letter) {
        if (letter.wholeBytes != null) {
            throw ApiException.unprocessable("This dead letter was cut (its record had %d bytes) and cannot be replayed"
                    .formatted(letter.wholeBytes));
        }
        if (!letter.replayable) {
            throw ApiException.unprocessable("This dead letter was no record of its topic and cannot be replayed");
        }
        String topic = letter.topic.endsWith(SUFFIX)
                ? letter.topic.substring(0, letter.topic.length() - SUFFIX.length())
                : letter.topic;
        String key = letter.recordKey;
        byte[] value = letter.value;
        return topics.write(topic, key == null ? "" : key, value == null ? new byte[0] : value)
                .onFailure()
                .transform(failure -> ApiException.unavailable());
    }
}
