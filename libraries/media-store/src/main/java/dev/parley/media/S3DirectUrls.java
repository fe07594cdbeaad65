package dev.parley.media;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Signs URLs that lead to objects for a while, shown as what we say and not as what somebody stored. */
final class S3DirectUrls implements AutoCloseable {
    private final S3Presigner signer;
    private final Duration lasts;

    S3DirectUrls(S3Presigner signer, Duration lasts) {
        this.signer = signer;
        this.lasts = lasts;
    }

    MediaStore.Direct of(S3Place place, MediaKey key, String contentType, String disposition) {
        var signed = signer.presignGetObject(presign -> presign.signatureDuration(lasts)
                .getObjectRequest(get -> get.bucket(place.bucket())
                        .key(place.nameOf(key))
                        .responseContentType(contentType)
                        .responseContentDisposition(disposition)));
        return new MediaStore.Direct(URI.create(signed.url().toExternalForm()), lasts);
    }

    @Override
    public void close() {
        signer.close();
    }
}
