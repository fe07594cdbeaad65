package dev.parley.media;

import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes the AWS clients out of the configuration. Checksums are asked for only where every S3 knows them. */
final class S3Clients {
    private static final int THREADS = 2;

    private S3Clients() {}

    static S3MediaStore open(Vertx vertx, S3Config config) {
        S3Place place = new S3Place(
                config.bucket()
                        .orElseThrow(() -> new IllegalStateException(
                                "parley.media.store is s3, but parley.media.s3.bucket is not set")),
                config.prefix());
        AwsCredentialsProvider credentials = credentials(config);
        Optional<S3DirectUrls> directUrls = config.redirects()
                ? Optional.of(new S3DirectUrls(signer(config, credentials), config.redirectsLast()))
                : Optional.empty();
        return new S3MediaStore(vertx, client(config, credentials), directUrls, place, scratch(config), config);
    }

    private static S3AsyncClient client(S3Config config, AwsCredentialsProvider credentials) {
        var builder = S3AsyncClient.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(credentials)
                .serviceConfiguration(style(config))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(config.connections())
                        .connectionAcquisitionTimeout(config.deadline())
                        .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(THREADS)))
                .overrideConfiguration(override -> override.apiCallTimeout(config.deadline()))
                // Answers go on to the caller's own context anyway: no further pool of threads for that.
                .asyncConfiguration(async ->
                        async.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run));
        config.endpoint().map(URI::create).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static S3Presigner signer(S3Config config, AwsCredentialsProvider credentials) {
        var builder = S3Presigner.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(credentials)
                .serviceConfiguration(style(config));
        config.endpoint().map(URI::create).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static S3Configuration style(S3Config config) {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(config.pathStyle())
                .build();
    }

    private static AwsCredentialsProvider credentials(S3Config config) {
        if (config.accessKey().isPresent() != config.secretKey().isPresent()) {
            throw new IllegalStateException(
                    "parley.media.s3.access-key and parley.media.s3.secret-key belong together");
        }
        return config.accessKey()
                .<AwsCredentialsProvider>map(access -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(access, config.secretKey().orElseThrow())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private static Path scratch(S3Config config) {
        try {
            return config.scratch().isPresent()
                    ? Files.createDirectories(Path.of(config.scratch().get()).toAbsolutePath())
                    : Files.createTempDirectory("parley-media-");
        } catch (IOException e) {
            throw new UncheckedIOException("no scratch folder for media on their way to S3", e);
        }
    }
}
