package dev.parley.gateway.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a multipart body, on disk until the request has been answered.
 *
 * @param field the part's name; of an entry of a list that of the list
 * @param claimedType the content type the client guessed
 * @param sha256 of its bytes, in hex
 */
public record Upload(
        String field, @Nullable String fileName, @Nullable String claimedType, Path path, long size, String sha256) {}
