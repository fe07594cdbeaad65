package dev.parley.ingest.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ingest.Story;
import dev.parley.ingest.metrics.IngestMeters;
import dev.parley.node.IdGenerator;
import dev.parley.normalise.Normaliser;
import dev.parley.platform.Platforms;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretCipher;
import dev.parley.secret.SecretPlace;
import dev.parley.secret.SecretsConfig;
import dev.parley.secret.SecretsConfig.Binding;
import dev.parley.testing.EmbeddedInfrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EmbeddedInfrastructure.class)
class SecretRotationTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String NEXT = "next:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    @Inject
    Pool pool;

    @Inject
    SecretCipher before;

    @Inject
    SecretsConfig config;

    @Inject
    IngestMeters meters;

    @Inject
    MeterRegistry registry;

    @Inject
    Normaliser normaliser;

    @Inject
    IdGenerator ids;

    @Test
    void aSecretWhoseKeyWasTakenOutTooSoonIsStillCounted() {
        // given
        Story story = Story.begin(pool, normaliser, ids);
        long profile = story.profile.id().value();
        Sealed lost = new SecretCipher(List.of(NEXT)).seal("the bot's token", SecretPlace.profileCredentials(profile));
        seal(profile, lost);

        // when
        new SecretRotation(pool, before, meters).reseal().await().atMost(LIMIT);

        // then
        assertThat(registry.get("parley.secrets.under.old.keys").gauge().value())
                .isGreaterThanOrEqualTo(1);
        seal(profile, before.seal("the bot's token", SecretPlace.profileCredentials(profile)));
    }

    @Test
    void howManyAreLeftIsUnknownUntilTheyWereCounted() {
        MeterRegistry fresh = new SimpleMeterRegistry();
        IngestMeters untouched = new IngestMeters(fresh, new Platforms(List.of()));

        assertThat(fresh.get("parley.secrets.under.old.keys").gauge().value()).isNaN();

        untouched.secretsUnderOldKeys(3);
        assertThat(fresh.get("parley.secrets.under.old.keys").gauge().value()).isEqualTo(3);
    }

    @Test
    void aSecretUnderAnOlderKeyIsSealedWithTheFirstAndStillOpens() {
        // given
        Story story = Story.begin(pool, normaliser, ids);
        long profile = story.profile.id().value();
        Sealed old = before.seal("the bot's token", SecretPlace.profileCredentials(profile));
        seal(profile, old);
        SecretCipher after = new SecretCipher(
                Stream.concat(Stream.of(NEXT), config.keys().stream()).toList());

        // when
        new SecretRotation(pool, after, meters).reseal().await().atMost(LIMIT);

        // then
        Sealed fresh = stored(profile);
        assertThat(fresh.keyId()).isEqualTo("next:row");
        assertThat(new SecretCipher(List.of(NEXT)).open(fresh, SecretPlace.profileCredentials(profile)))
                .isEqualTo("the bot's token");
    }

    @Test
    void aSecretThatIsNotBoundToItsRowIsSealedAgainThoughAnotherDoesNotOpen() {
        // given
        SecretCipher unbound = new SecretCipher(config.keys(), Binding.OFF);
        long lost = Story.begin(pool, normaliser, ids).profile.id().value();
        seal(lost, new SecretCipher(List.of(NEXT)).seal("lost", SecretPlace.profileCredentials(lost)));
        long copied = Story.begin(pool, normaliser, ids).profile.id().value();
        Sealed copy = before.seal("another's", SecretPlace.profileCredentials(lost));
        seal(copied, new Sealed("older" + copy.keyId(), copy.bytes()));
        long profile = Story.begin(pool, normaliser, ids).profile.id().value();
        seal(profile, unbound.seal("the bot's token", SecretPlace.profileCredentials(profile)));

        // when
        new SecretRotation(pool, before, meters).reseal().await().atMost(LIMIT);

        // then
        assertThat(new SecretCipher(config.keys(), Binding.REQUIRED)
                        .open(stored(profile), SecretPlace.profileCredentials(profile)))
                .isEqualTo("the bot's token");
        assertThat(stored(copied).keyId()).startsWith("older");
        seal(lost, before.seal("", SecretPlace.profileCredentials(lost)));
        seal(copied, before.seal("", SecretPlace.profileCredentials(copied)));
    }

    private Sealed stored(long profile) {
        Row row = pool.preparedQuery("select credentials_key_id, credentials from profiles where id = $1")
                .execute(Tuple.of(profile))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next();
        return new Sealed(row.getString(0), row.getBuffer(1).getBytes());
    }

    private void seal(long profile, Sealed credentials) {
        pool.preparedQuery("update profiles set credentials = $2, credentials_key_id = $3 where id = $1")
                .execute(Tuple.of(profile, Buffer.buffer(credentials.bytes()).getDelegate(), credentials.keyId()))
                .await()
                .atMost(LIMIT);
    }
}
