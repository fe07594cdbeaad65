package dev.parley.dispatch.testing;

import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.id.AttachmentId;
import dev.parley.id.MessageId;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes messages with media as gateway and ingest would, and counts what lies in the store. */
@Singleton
public class MediaBoard {
    private static final String OUTBOUND = """
            with lane as (update chat_lanes set next_send = next_send + 1 where chat_id = $2
                          returning next_send - 1 as number, profile_id),
                 attachment as (insert into attachments (id, message_id, type, url, status)
                                values ($1, $1, 'image', $3, 'pending')),
                 job as (insert into platform_jobs (id, kind, priority, profile_id, chat_id, message_id)
                         select $1, 'fetch_outbound_media', 1, profile_id, $2, $1 from lane)
            insert into messages (id, chat_id, profile_id, direction, status, send_number, waits_for_media)
            select $1, $2, profile_id, 'outbound', 'pending', number, true from lane""";

    private static final String INBOUND = """
            insert into messages (id, chat_id, profile_id, direction, status, external_id, announce_at)
            values ($1, $2, $3, 'inbound', 'received', 'x1', now() + interval '1 minute')""";

    private static final String ATTACHED = """
            with job as (
                insert into platform_jobs (id, kind, priority, profile_id, chat_id, message_id, payload)
                values ($1, 'mirror_media', 1, $4, $3, $2, jsonb_build_object('attachment_id', $6::text)))
            insert into attachments (id, message_id, type, source, status)
            values ($1, $2, 'file', $5::text::jsonb, 'pending')""";

    private final Board board;
    private final Path folder;

    MediaBoard(Board board, @ConfigProperty(name = "parley.media.folder") String folder) {
        this.board = board;
        this.folder = Path.of(folder);
    }

    /** A send whose attachment is still where the customer keeps it. */
    public MessageId outbound(Seat seat, String url) {
        MessageId message = new MessageId(newId(seat));
        board.run(OUTBOUND, Tuple.of(message.value(), seat.chat().value(), url));
        return message;
    }

    /** A message with one attachment per source. */
    public MessageId inbound(Seat seat, String... sources) {
        MessageId message = new MessageId(newId(seat));
        board.run(
                INBOUND,
                Tuple.of(message.value(), seat.chat().value(), seat.profile().value()));
        for (String source : List.of(sources)) {
            long attachment = newId(seat);
            board.run(
                    ATTACHED,
                    Tuple.of(
                            attachment,
                            message.value(),
                            seat.chat().value(),
                            seat.profile().value(),
                            source,
                            new AttachmentId(attachment).toString()));
        }
        return message;
    }

    /** What became of a message's attachment: status and why. */
    public String attachment(MessageId message) {
        return board.text(
                "select concat_ws(':', status, content_type, error) from attachments where message_id = $1",
                message.value());
    }

    /** Files in the store, half-written ones included. */
    public long stored() {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing can be stored or read until {@link #storeComesBack}. */
    public void storeGoesAway() {
        try {
            Files.createDirectories(folder);
            Files.move(folder, aside());
            Files.writeString(folder, "no folder");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void storeComesBack() {
        try {
            Files.delete(folder);
            Files.move(aside(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path aside() {
        return folder.resolveSibling(folder.getFileName() + "-aside");
    }

    private long newId(Seat seat) {
        return board.seat(seat.profile()).chat().value();
    }
}
