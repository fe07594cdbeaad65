package dev.parley.schema;

/**
 * The schema this build was written against: the number of its last migration. Services never migrate; they only
 * refuse to be ready on an older schema. A newer one is fine, because migrations expand before they contract.
 */
public final class SchemaVersion {
    public static final int REQUIRED = 20;

    private SchemaVersion() {}
}
