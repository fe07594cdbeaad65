package dev.parley.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The S3 store's configuration, as a value. */
record S3Settings(
        Optional<String> bucket, Optional<String> endpoint, boolean redirects, Duration deadline, Path scratchFolder)
        implements S3Config {
    static S3Settings of(S3Server server, Path scratch) {
        return new S3Settings(
                Optional.of(S3Server.BUCKET), Optional.of(server.endpoint()), true, Duration.ofSeconds(20), scratch);
    }

    S3Settings withDeadline(Duration shorter) {
        return new S3Settings(bucket, endpoint, redirects, shorter, scratchFolder);
    }

    S3Settings withoutBucket() {
        return new S3Settings(Optional.empty(), endpoint, redirects, deadline, scratchFolder);
    }

    @Override
    public String prefix() {
        return "some/where/";
    }

    @Override
    public String region() {
        return "us-east-1";
    }

    @Override
    public boolean pathStyle() {
        return true;
    }

    @Override
    public Optional<String> accessKey() {
        return Optional.of(S3Server.ACCESS);
    }

    @Override
    public Optional<String> secretKey() {
        return Optional.of(S3Server.SECRET);
    }

    @Override
    public Duration redirectsLast() {
        return Duration.ofMinutes(5);
    }

    @Override
    public int uploads() {
        return 8;
    }

    @Override
    public int connections() {
        return 20;
    }

    @Override
    public Optional<String> scratch() {
        return Optional.of(scratchFolder.toString());
    }
}
