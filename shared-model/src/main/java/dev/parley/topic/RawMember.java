package dev.parley.topic;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Cuts a member's value out of the bytes it came in, so that it is neither parsed into objects nor written again. */
final class RawMember {
    private RawMember() {}

    /** The value the parser stands on, verbatim; afterwards the parser stands on its end. */
    static String cut(JsonParser parser, byte[] source) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        if (parser.currentToken().isScalarValue()) {
            parser.finishToken();
        }
        int to = (int) parser.currentLocation().getByteOffset();
        return new String(source, from, to - from, StandardCharsets.UTF_8);
    }
}
