package dev.parley.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Services meet through Kafka, the database and one internal call, never through each other's code; fan-out knows no
 * platform; and a platform is one package that nothing else names.
 */
class ModuleWallsTest {
    private static final Map<Module, JavaClasses> CLASSES = new EnumMap<>(Module.class);
    private static final Map<String, Module> HOME_OF = new HashMap<>();
    private static final String CONTRACT = "dev.parley.platform.Platform";

    @BeforeAll
    static void importAll() {
        for (Module module : Module.values()) {
            JavaClasses classes = module.classes();
            CLASSES.put(module, classes);
            classes.forEach(type -> HOME_OF.put(type.getName(), module));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aModuleStandsOnlyOnThoseBelowIt(Module module) {
        List<String> trespasses = new ArrayList<>();
        for (JavaClass type : classesOf(module)) {
            Module.ownDependencies(type)
                    .filter(target -> HOME_OF.containsKey(target.getName()))
                    .filter(target -> !isAllowed(module, HOME_OF.get(target.getName())))
                    .forEach(target -> trespasses.add(type.getName() + " uses " + target.getName()));
        }
        assertThat(trespasses).isEmpty();
    }

    @Test
    void aPackageStandsInOneModule() {
        Map<String, Set<Module>> homes = new HashMap<>();
        CLASSES.forEach((module, classes) -> classes.forEach(
                type -> homes.computeIfAbsent(type.getPackageName(), _ -> java.util.EnumSet.noneOf(Module.class))
                        .add(module)));
        assertThat(homes)
                .isNotEmpty()
                .allSatisfy((name, modules) -> assertThat(modules).as(name).hasSize(1));
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        List<Path> folders = Stream.of(Module.values())
                .map(module -> module.folder().resolve("target/classes"))
                .toList();
        SlicesRuleDefinition.slices()
                .matching("dev.parley.(**)")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter().importPaths(folders));
    }

    @Test
    void thereArePlatformsToHoldApart() {
        assertThat(platformPackages()).isNotEmpty();
    }

    @Test
    void aPlatformKnowsNoOther() {
        Set<String> platforms = platformPackages();
        List<String> trespasses = new ArrayList<>();
        for (JavaClass type : classesOf(Module.PLATFORMS)) {
            String own = type.getPackageName();
            if (platforms.contains(own)) {
                namesAny(type, platforms)
                        .filter(target -> !target.getPackageName().equals(own))
                        .forEach(target -> trespasses.add(type.getName() + " uses " + target.getName()));
            }
        }
        assertThat(trespasses).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"API_GATEWAY", "DISPATCH_SERVICE", "INGEST_SERVICE", "BLUESKY_POLLER", "WEBHOOK_FANOUT"})
    void aServiceNamesNoSinglePlatform(Module service) {
        Set<String> platforms = platformPackages();
        assertThat(classesOf(service).stream()
                        .flatMap(type ->
                                namesAny(type, platforms).map(target -> type.getName() + " uses " + target.getName())))
                .isEmpty();
    }

    @Test
    void theLauncherRunsWithoutQuarkus() {
        assertThat(classesOf(Module.STANDALONE).stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .filter(name -> name.startsWith("io.quarkus") || name.startsWith("jakarta.")))
                .isEmpty();
    }

    /** The packages of those who fulfil the platform contract; what several of them share is abstract. */
    private static Set<String> platformPackages() {
        return classesOf(Module.PLATFORMS).stream()
                .filter(type ->
                        type.isAssignableTo(CONTRACT) && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getPackageName)
                .collect(toSet());
    }

    private static Stream<JavaClass> namesAny(JavaClass type, Set<String> packages) {
        return Module.ownDependencies(type).filter(target -> packages.contains(target.getPackageName()));
    }

    private static boolean isAllowed(Module user, Module used) {
        return user == used || user.mayUse().contains(used);
    }

    private static JavaClasses classesOf(Module module) {
        return CLASSES.get(module);
    }
}
