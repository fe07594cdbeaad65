package dev.parley.dispatch.job;

import dev.parley.id.ChatId;
import dev.parley.inbound.InboundEvent.MessageEdited;
import dev.parley.inbound.Participant;
import dev.parley.inbound.PlatformJob;
import dev.parley.normalise.InboundDelivery;
import dev.parley.normalise.Normaliser;
import dev.parley.normalise.PlatformRules;
import dev.parley.platform.MessageTextLookup;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks for the words of a message that was edited, and has the edit normalised as if the notice had brought them. */
@Singleton
class LookUpMessage implements JobWorker {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final String FIND = "select participant_external_id from chats where id = $1";

    private final PlatformWork platform;
    private final Normaliser normaliser;
    private final Pool pool;

    LookUpMessage(PlatformWork platform, Normaliser normaliser, Pool pool) {
        this.platform = platform;
        this.normaliser = normaliser;
        this.pool = pool;
    }

    @Override
    public PlatformJob.Kind kind() {
        return PlatformJob.Kind.LOOK_UP_MESSAGE;
    }

    @Override
    public int slots() {
        return 4;
    }

    @Override
    public Uni<JobResult> perform(Job job) {
        ChatId chat = job.chat();
        if (chat == null) {
            return JobWorker.hopeless("a look-up without a chat");
        }
        String message = job.payload().path("external_id").asText();
        return platform.with(
                MessageTextLookup.class,
                job,
                (lookup, profile) -> lookup.textOf(profile, message, DEADLINE)
                        .flatMap(text -> text.isEmpty()
                                ? JobWorker.hopeless("the platform does not show the message")
                                : participant(chat)
                                        .flatMap(found -> found.map(who -> edit(job, profile, who, text.get()))
                                                .orElseGet(() -> JobWorker.hopeless("the chat is gone")))));
    }

    private Uni<JobResult> edit(Job job, Profile profile, String participant, String text) {
        MessageEdited edited = new MessageEdited(
                Participant.of(participant),
                job.payload().path("external_id").asText(),
                Instant.parse(job.payload().path("at").asText()),
                job.payload().path("version").asText(),
                text,
                null);
        return normaliser
                .normalise(List.of(new InboundDelivery(profile, PlatformRules.PLAIN, List.of(edited))))
                .chain(JobWorker::done);
    }

    private Uni<Optional<String>> participant(ChatId chat) {
        return pool.preparedQuery(FIND).execute(Tuple.of(chat.value())).map(rows -> {
            for (Row row : rows) {
                return Optional.of(row.getString(0));
            }
            return Optional.empty();
        });
    }
}
