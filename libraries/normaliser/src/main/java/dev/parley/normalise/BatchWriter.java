package dev.parley.normalise;

import dev.parley.node.IdGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;

/** The statements that write a folded batch, at most one per table and kind of change, to be sent in this order. */
final class BatchWriter {
    private BatchWriter() {}

    static List<Uni<Void>> statements(SqlConnection transaction, Batch batch, IdGenerator ids) {
        List<Uni<Void>> statements = new ArrayList<>();
        statements.addAll(new MessageWriter(transaction).write(batch));
        statements.addAll(ChatWriter.write(transaction, batch));
        statements.addAll(EarlyEventRows.write(transaction, batch, ids));
        statements.addAll(JobWriter.write(transaction, batch, ids));
        return statements;
    }
}
