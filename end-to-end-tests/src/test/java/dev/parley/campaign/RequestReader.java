package dev.parley.campaign;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the requests in what an HTTP client sends. Each is a step, named by its path without the query. */
final class RequestReader implements Wire.Reader {
    private static final Pattern REQUEST = Pattern.compile("(?:GET|POST) ([^ ?]+)[^\r]* HTTP/1\\.1\r\n");

    @Override
    public List<Wire.Piece> read(byte[] bytes) {
        Matcher request = REQUEST.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        return List.of(new Wire.Piece(request.lookingAt() ? request.group(1) : null, bytes));
    }
}
