package dev.parley.gateway.http;

import dev.parley.gateway.error.ApiException;
import dev.parley.server.RefusalBody;
import jakarta.inject.Singleton;

/** The contract's shape for requests that are refused before they reach the router. */
@Singleton
class ContractRefusalBody implements RefusalBody {
    private static final int LONG_LINE = 414;
    private static final int LARGE_HEADERS = 431;

    @Override
    public String of(int status) {
        ApiException refusal = switch (status) {
            case LONG_LINE -> ApiException.of(LONG_LINE, "URI too long");
            case LARGE_HEADERS -> ApiException.of(LARGE_HEADERS, "Request header fields too large");
            default -> ApiException.unreadable();
        };
        return refusal.body().toString();
    }
}
