package dev.parley.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.parley.standalone.infrastructure.Installation;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The modules, and on whose code each of them may stand. */
enum Module {
    SHARED_MODEL("shared-model"),
    PLATFORMS("platforms", SHARED_MODEL),
    API_GATEWAY("api-gateway", SHARED_MODEL, PLATFORMS),
    DISPATCH_SERVICE("dispatch-service", SHARED_MODEL, PLATFORMS),
    INGEST_SERVICE("ingest-service", SHARED_MODEL, PLATFORMS),
    BLUESKY_POLLER("bluesky-poller", SHARED_MODEL, PLATFORMS),
    WEBHOOK_FANOUT("webhook-fanout", SHARED_MODEL),
    SANDBOX("sandbox"),
    BROKER("standalone/broker"),
    STANDALONE("standalone", SHARED_MODEL),
    BENCHMARKS("benchmarks", SHARED_MODEL, STANDALONE);

    static final Set<Module> SERVICES =
            EnumSet.of(API_GATEWAY, DISPATCH_SERVICE, INGEST_SERVICE, BLUESKY_POLLER, WEBHOOK_FANOUT);

    private final String folder;
    private final List<Module> mayUse;

    Module(String folder, Module... mayUse) {
        this.folder = folder;
        this.mayUse = List.of(mayUse);
    }

    List<Module> mayUse() {
        return mayUse;
    }

    Path folder() {
        return Installation.find().root().resolve(folder);
    }

    JavaClasses classes() {
        return new ClassFileImporter().importPath(folder().resolve("target/classes"));
    }

    JavaClasses testClasses() {
        return new ClassFileImporter().importPath(folder().resolve("target/test-classes"));
    }

    /** Our own classes that this class names anywhere, arrays counted as what they hold. */
    static Stream<JavaClass> ownDependencies(JavaClass origin) {
        return origin.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith("dev.parley"))
                .distinct();
    }
}
