package dev.parley.standalone.firstuse;

import dev.parley.standalone.StartFailure;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;

/**
 * The database outlives the sandbox, which keeps its logins and webhook addresses in memory: after a restart a demo
 * account looks connected here and is unknown there. Its profile is marked as a real one would be whose token was lost,
 * so that connecting it again renews the same profile, with its chats and what it still has to send.
 */
final class ForgottenLogins {
    private static final String EXPIRE = """
            update profiles set status = 'expired', expired_at = now(), updated_at = now()
            where platform = ? and external_id = ? and status = 'active'""";

    private final String jdbcUrl;
    private final Properties login = new Properties();

    /** @param postgresUrl with user and password, as {@code status --json} shows it */
    ForgottenLogins(String postgresUrl) {
        URI uri = URI.create(postgresUrl);
        String[] userAndPassword = uri.getUserInfo().split(":", 2);
        jdbcUrl = "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath();
        login.setProperty("user", userAndPassword[0]);
        login.setProperty("password", userAndPassword[1]);
    }

    void markLost(String platform, String account) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, login);
                PreparedStatement expire = connection.prepareStatement(EXPIRE)) {
            expire.setString(1, platform);
            expire.setString(2, account);
            expire.executeUpdate();
        } catch (SQLException e) {
            throw new StartFailure("The demo profiles could not be renewed: " + e.getMessage(), e);
        }
    }
}
