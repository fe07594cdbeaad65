package dev.parley.gateway.access;

/** The roles that resource classes ask for. */
public final class Roles {
    /** A bearer key to an account, or to one of its groups. */
    public static final String TENANT = "tenant";
    /** The operator's key. */
    public static final String OPERATOR = "operator";

    private Roles() {}
}
