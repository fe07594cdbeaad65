package dev.parley.gateway.comments;

import dev.parley.gateway.chats.ChatOpening;
import dev.parley.gateway.entity.Comment;
import dev.parley.id.ChatId;
import dev.parley.inbound.CommentChat;
import dev.parley.platform.Platform;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The chat with a comment's author.
 *
 * <pre>
 *   author not told ──► a chat of this comment alone, until the network says whom the reply has reached
 *   answered privately before ──► that chat, whatever the author is called there by now
 *   otherwise ──► found or made by the author's id
 * </pre>
 */
@ApplicationScoped
class CommentChats {
    private static final String ANSWERED_BEFORE = """
            select c.id, c.participant_external_id
            from comments other
            join messages m on m.profile_id = other.profile_id and m.external_comment_id = other.external_id
            join chats c on c.id = m.chat_id
            where other.profile_id = $1 and other.author_external_id = $2
              and m.direction = 'outbound' and m.status <> 'failed'
            order by m.id desc limit 1""";

    private final Pool pool;
    private final ChatOpening chats;

    CommentChats(Pool pool, ChatOpening chats) {
        this.pool = pool;
        this.chats = chats;
    }

    /** @param participant what the author is called in that chat */
    record AuthorsChat(ChatId id, String participant) {}

    Uni<AuthorsChat> with(Profile profile, Platform platform, Comment comment) {
        String author = comment.authorExternalId;
        if (author == null) {
            return open(profile, platform, CommentChat.provisionalParticipant(comment.externalId), comment);
        }
        return answeredBefore(profile, author)
                .flatMap(found -> found.map(chat -> Uni.createFrom().item(chat))
                        .orElseGet(() -> open(profile, platform, author, comment)));
    }

    private Uni<Optional<AuthorsChat>> answeredBefore(Profile profile, String author) {
        return pool.preparedQuery(ANSWERED_BEFORE)
                .execute(Tuple.of(profile.id().value(), author))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new AuthorsChat(new ChatId(row.getLong(0)), row.getString(1)));
                    }
                    return Optional.empty();
                });
    }

    private Uni<AuthorsChat> open(Profile profile, Platform platform, String participant, Comment comment) {
        return chats.open(profile, platform, participant, comment.authorUsername, comment.authorName)
                .map(opened -> new AuthorsChat(opened.id(), participant));
    }
}
