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
    KERNEL("libraries/kernel", SHARED_MODEL),
    NORMALISER("libraries/normaliser", SHARED_MODEL, KERNEL),
    GUARDED_HTTP("libraries/guarded-http"),
    MEDIA_STORE("libraries/media-store", KERNEL),
    PLATFORMS("platforms", SHARED_MODEL, KERNEL, GUARDED_HTTP),
    API_GATEWAY("api-gateway", SHARED_MODEL, KERNEL, GUARDED_HTTP, MEDIA_STORE, PLATFORMS),
    DISPATCH_SERVICE("dispatch-service", SHARED_MODEL, KERNEL, NORMALISER, GUARDED_HTTP, MEDIA_STORE, PLATFORMS),
    INGEST_SERVICE("ingest-service", SHARED_MODEL, KERNEL, NORMALISER, PLATFORMS),
    BLUESKY_POLLER("bluesky-poller", SHARED_MODEL, KERNEL, NORMALISER, PLATFORMS),
    WEBHOOK_FANOUT("webhook-fanout", SHARED_MODEL, KERNEL, GUARDED_HTTP),
    SANDBOX("sandbox"),
    BROKER("standalone/broker"),
    STANDALONE("standalone", SHARED_MODEL),
    TEST_SUPPORT("libraries/test-support", SHARED_MODEL, STANDALONE),
    BENCHMARKS("benchmarks", SHARED_MODEL, STANDALONE, TEST_SUPPORT);

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
