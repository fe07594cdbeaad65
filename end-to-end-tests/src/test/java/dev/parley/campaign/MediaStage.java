package dev.parley.campaign;

import dev.parley.campaign.Programs.Running;
import dev.parley.id.ChatId;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.infrastructure.EmbeddedServers;
import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.Folders;
import dev.parley.standalone.infrastructure.Infrastructure;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.testing.PlainSql;
import dev.parley.testing.WorkFolder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Database, broker, gateway and dispatcher, with heaps as the embedded default gives them. One chat, of an account
 * whose token is lost: what is sent there is stored and held, and no platform is called.
 */
final class MediaStage implements AutoCloseable {
    private static final String OPERATOR = "campaign-operator-key";
    private static final List<String> SMALL_HEAP = List.of("-Xmx128m");
    private static final long CHAT = 4_711_000_000_001L;

    private final Path folder;
    private final Infrastructure servers;
    private final Endpoints endpoints;
    private final PlainSql database;
    private final Programs programs;
    private final Map<String, String> store;
    private final Running gateway;
    private final String key;
    private @Nullable Running dispatcher;

    private MediaStage(Path folder, Infrastructure servers, Endpoints endpoints, Map<String, String> store) {
        this.folder = folder;
        this.servers = servers;
        this.endpoints = endpoints;
        this.database = PlainSql.of(endpoints);
        this.programs = new Programs(folder);
        this.store = store;
        this.gateway = programs.start("api-gateway", "gateway", settings(), SMALL_HEAP);
        this.key = new JsonHttp(gateway.url(), OPERATOR)
                .post("/api/admin/keys", Map.of("label", "campaign"))
                .body()
                .path("key")
                .asText();
        furnish();
    }

    static Path folder() {
        return WorkFolder.fresh("media-campaign");
    }

    /** @param store further settings that say where media are kept */
    static MediaStage open(Path folder, Map<String, String> store) {
        Infrastructure servers = new EmbeddedServers(Installation.find());
        return new MediaStage(folder, servers, servers.start(), store);
    }

    private void furnish() {
        database.run("insert into profiles (id, account_id, profile_group_id, platform, external_id, name, status,"
                + " expired_at) select 4711, account_id, id, 'telegram', '4711', 'Campaign', 'expired', now()"
                + " from profile_groups limit 1");
        database.run(
                "insert into chats (id, profile_id, platform, participant_external_id, last_inbound_at)"
                        + " values (?, 4711, 'telegram', '99', now())",
                CHAT);
        database.run("insert into chat_lanes (chat_id, profile_id) values (?, 4711)", CHAT);
    }

    Running gateway() {
        return gateway;
    }

    Running startDispatcher() {
        Running started = programs.start("dispatch-service", "dispatch", settings(), SMALL_HEAP);
        dispatcher = started;
        return started;
    }

    PlainSql database() {
        return database;
    }

    String key() {
        return key;
    }

    /** Where to send to. */
    String messages() {
        return gateway.url() + "/api/chats/" + new ChatId(CHAT) + "/messages";
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(store);
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", endpoints.reactiveUrl());
        settings.put("QUARKUS_DATASOURCE_USERNAME", endpoints.user());
        settings.put("QUARKUS_DATASOURCE_PASSWORD", endpoints.password());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", endpoints.bootstrapServers());
        settings.put("PARLEY_INTERNAL_SECRET", "campaign-secret");
        settings.put("PARLEY_OPERATOR_KEY", OPERATOR);
        settings.put("PARLEY_SECRETS_KEYS", "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        settings.put("PARLEY_HTTP_ALLOW_INSECURE", "true");
        settings.put("PARLEY_MEDIA_FOLDER", folder.resolve("media").toString());
        settings.put("MALLOC_ARENA_MAX", "2");
        return settings;
    }

    @Override
    public void close() {
        if (dispatcher != null) {
            dispatcher.child().kill();
        }
        gateway.child().kill();
        servers.close();
        Folders.delete(folder);
    }
}
