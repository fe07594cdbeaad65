package dev.parley.message;

import dev.parley.id.MessageId;
import dev.parley.wire.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reads messages as they stand, many in one statement; inside a transaction it sees what that one wrote. */
public final class MessageReader {
    private static final String BY_IDS = "select " + MessageRows.COLUMNS + " from messages m where m.id = any($1)";

    private MessageReader() {}

    /** The messages found, by id; an unknown id is simply absent. */
    public static Uni<Map<MessageId, Message>> read(SqlClient client, Collection<MessageId> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Long[] numbers = ids.stream().map(MessageId::value).toArray(Long[]::new);
        return client.preparedQuery(BY_IDS).execute(Tuple.of(numbers)).map(rows -> {
            Map<MessageId, Message> messages = new HashMap<>();
            for (Row row : rows) {
                messages.put(new MessageId(row.getLong("id")), MessageRows.read(row));
            }
            return messages;
        });
    }
}
