package dev.parley.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/** Reads a nested JSON value as its text. Members keep their order; white space between them does not survive. */
public final class VerbatimJson extends StdDeserializer<String> {
    private static final long serialVersionUID = 1L;

    public VerbatimJson() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        TreeNode value = parser.readValueAsTree();
        return value.toString();
    }
}
