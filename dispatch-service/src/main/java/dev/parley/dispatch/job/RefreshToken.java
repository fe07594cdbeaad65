package dev.parley.dispatch.job;

import dev.parley.disconnect.AccessLoss;
import dev.parley.inbound.PlatformJob;
import dev.parley.platform.TokenRefresher;
import dev.parley.profile.CredentialStore;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Renews a token before it ends. Whoever has renewed it meanwhile is believed. */
@Singleton
class RefreshToken implements JobWorker {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final PlatformWork platform;
    private final CredentialStore credentials;
    private final AccessLoss accessLoss;
    private final RoundsConfig config;

    RefreshToken(PlatformWork platform, CredentialStore credentials, AccessLoss accessLoss, RoundsConfig config) {
        this.platform = platform;
        this.credentials = credentials;
        this.accessLoss = accessLoss;
        this.config = config;
    }

    @Override
    public PlatformJob.Kind kind() {
        return PlatformJob.Kind.REFRESH_TOKEN;
    }

    @Override
    public int slots() {
        return 4;
    }

    @Override
    public Uni<JobResult> perform(Job job) {
        return platform.with(
                TokenRefresher.class,
                job,
                (refresher, profile) ->
                        refresher.refresh(profile, DEADLINE).flatMap(refreshed -> result(profile, refreshed)));
    }

    private Uni<JobResult> result(Profile profile, TokenRefresher.Refreshed refreshed) {
        return switch (refreshed) {
            case TokenRefresher.Refreshed.Renewed renewed ->
                credentials
                        .replace(profile, renewed.credentials(), renewed.expiresAt())
                        .chain(JobWorker::done);
            case TokenRefresher.Refreshed.NotNeeded not ->
                Uni.createFrom().item(new JobResult.Repeat(config.renewAgainAfter()));
            case TokenRefresher.Refreshed.Lost lost ->
                accessLoss.expire(profile).chain(JobWorker::done);
            case TokenRefresher.Refreshed.TryAgain later ->
                Uni.createFrom().item(new JobResult.TryAgain(config.renewAgainAfter(), later.reason()));
        };
    }
}
