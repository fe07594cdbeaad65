package dev.parley.gateway.docs;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Security headers of everything below {@code /docs}: the page runs its own scripts, calls its own host, and is in no frame.
 *
 * <p>The page is {@code META-INF/resources/docs/index.html}. The one that the Swagger UI extension generates has a script in
 * its text, which the policy does not allow; its addresses lead to ours.
 */
@ApplicationScoped
public class DocsHeaders {
    private static final int PRIORITY = 900;
    private static final int FOUND = 302;
    private static final String PAGE = "/docs/";
    private static final Set<String> OTHER_PAGES = Set.of("/docs", "/docs/ui", "/docs/ui/", "/docs/ui/index.html");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    void register(@Observes Filters filters) {
        filters.register(DocsHeaders::protect, PRIORITY);
    }

    private static void protect(RoutingContext context) {
        String path = context.request().path();
        boolean leadsToThePage = path != null && OTHER_PAGES.contains(path);
        if (leadsToThePage || path != null && path.startsWith(PAGE)) {
            MultiMap headers = context.response().headers();
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Referrer-Policy", "no-referrer");
        }
        if (leadsToThePage) {
            context.response().setStatusCode(FOUND).putHeader("Location", PAGE).end();
        } else {
            context.next();
        }
    }
}
