package dev.parley.gateway.testing;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;
import org.jspecify.annotations.Nullable;

/** What the running service answers to, asked of itself. */
public final class RunningRoutes {
    /** The role of what needs none. */
    public static final String EVERYBODY = "**";

    private RunningRoutes() {}

    /** @param roles empty where nothing says who may call it */
    public record Endpoint(String method, String path, Set<String> roles) {}

    /** Every resource method of the deployment. */
    public static Stream<Endpoint> endpoints() {
        List<Endpoint> found = new ArrayList<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "/", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String path, RuntimeResource resource) {
                        found.add(new Endpoint(method, path, roles(resource)));
                    }
                });
        return found.stream();
    }

    /** The paths of the router's own routes; those without one are filters, and "/" stands for all resources. */
    public static Stream<String> paths(Router router) {
        return router.getRoutes().stream()
                .map(Route::getPath)
                .filter(Objects::nonNull)
                .distinct();
    }

    private static Set<String> roles(RuntimeResource resource) {
        Set<String> ofMethod = roles(resource.getLazyMethod().getMethod());
        return ofMethod.isEmpty() ? roles(resource.getResourceClass()) : ofMethod;
    }

    private static Set<String> roles(@Nullable AnnotatedElement element) {
        if (element == null || element.isAnnotationPresent(DenyAll.class)) {
            return Set.of();
        }
        RolesAllowed allowed = element.getAnnotation(RolesAllowed.class);
        if (allowed != null) {
            return Set.of(allowed.value());
        }
        return element.isAnnotationPresent(PermitAll.class) ? Set.of(EVERYBODY) : Set.of();
    }
}
