package dev.parley.dispatch.job;

import dev.parley.id.ChatId;
import dev.parley.inbound.PlatformJob;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Puts the participant whom a private reply has reached into its chat.
 *
 * <pre>
 *   has that participant a chat already?
 *     no ──► the chat gets the participant
 *     it is this one ──► done
 *     another ──► both lanes locked ──► the younger is free? no: later
 *                                       └► everything moves into the older, the younger becomes its alias
 * </pre>
 */
@Singleton
class MergeChat implements JobWorker {
    private static final Logger LOG = Logger.getLogger(MergeChat.class);

    private final Pool pool;
    private final MergedChats chats;

    MergeChat(Pool pool, MergedChats chats) {
        this.pool = pool;
        this.chats = chats;
    }

    @Override
    public PlatformJob.Kind kind() {
        return PlatformJob.Kind.MERGE_CHAT;
    }

    @Override
    public int slots() {
        return 8;
    }

    @Override
    public Uni<JobResult> perform(Job job) {
        Optional<ChatId> chat = ChatId.parse(job.payload().path("chat_id").asText());
        String participant = job.payload().path("participant_external_id").asText();
        if (chat.isEmpty() || participant.isEmpty()) {
            return Uni.createFrom().item(new JobResult.Hopeless("a merge without chat or participant"));
        }
        return pool.withTransaction(transaction -> chats.standing(transaction, job.profile(), chat.get(), participant)
                .flatMap(found -> settle(transaction, found, participant)));
    }

    private Uni<JobResult> settle(SqlConnection transaction, List<MergedChats.Standing> found, String participant) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(new JobResult.Hopeless("the chat is gone"));
        }
        MergedChats.Standing older = found.getFirst();
        if (found.size() == 1) {
            return older.participant().equals(participant)
                    ? JobWorker.done()
                    : chats.rename(transaction, older.id(), participant).chain(JobWorker::done);
        }
        MergedChats.Standing younger = found.getLast();
        return younger.isHeld()
                ? Uni.createFrom().item(new JobResult.TryAgain(null, "a send of " + younger.id() + " is under way"))
                : chats.merge(transaction, older.id(), younger.id(), participant)
                        .invoke(() -> LOG.infof("%s is merged into %s", younger.id(), older.id()))
                        .chain(JobWorker::done);
    }
}
