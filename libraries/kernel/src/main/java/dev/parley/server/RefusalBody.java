package dev.parley.server;

/** The body of a refusal that a request gets before it reaches the router. A service may replace the default. */
public interface RefusalBody {
    /** @return JSON, or the empty string for a status alone */
    String of(int status);
}
