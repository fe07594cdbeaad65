package dev.parley.profile;

import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.secret.Sealed;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A row of {@code profiles} as a {@link Profile}. */
public final class ProfileRows {
    public static final String COLUMNS =
            "id, account_id, profile_group_id, platform, external_id, name, username, status,"
                    + " credentials, credentials_key_id, hook_secret_hash, settings::text, platform_state::text, expired_at";

    private ProfileRows() {}

    /** Reads a row that was selected with {@link #COLUMNS}. */
    public static Profile read(Row row) {
        return new Profile(
                new ProfileId(row.getLong("id")),
                new AccountId(row.getLong("account_id")),
                new GroupId(row.getLong("profile_group_id")),
                row.getString("platform"),
                row.getString("external_id"),
                row.getString("name"),
                row.getString("username"),
                Profile.Status.of(row.getString("status")),
                sealed(row),
                bytes(row, "hook_secret_hash"),
                Json.read(row.getString("settings")),
                Json.read(row.getString("platform_state")),
                instant(row.getOffsetDateTime("expired_at")));
    }

    private static @Nullable Sealed sealed(Row row) {
        byte[] bytes = bytes(row, "credentials");
        return bytes == null ? null : new Sealed(row.getString("credentials_key_id"), bytes);
    }

    private static byte @Nullable [] bytes(Row row, String column) {
        Buffer buffer = row.getDelegate().getBuffer(column);
        return buffer == null ? null : buffer.getBytes();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
