package dev.parley.sandbox.bluesky;

import java.util.List;

/** Some methods that belong together. Every bean of this type is served. */
interface XrpcMethods {
    List<XrpcMethod> methods();
}
