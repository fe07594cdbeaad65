package dev.parley.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a compiler does not see: every package says what it is for, and no test replaces our own code by a mock. */
class HabitsTest {
    private static final Set<String> CLOCKS_AND_DICE = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.SplittableRandom.<init>",
            "java.security.SecureRandom.<init>");
    private static final String CANCELLABLE = "org.jboss.resteasy.reactive.server.Cancellable";
    private static final List<String> READS =
            List.of("jakarta.ws.rs.GET", "jakarta.ws.rs.HEAD", "jakarta.ws.rs.OPTIONS", "jakarta.ws.rs.Path");
    private static final String ROLES_ALLOWED = "jakarta.annotation.security.RolesAllowed";
    private static final String PERMIT_ALL = "jakarta.annotation.security.PermitAll";
    private static final List<String> WRITES =
            List.of("jakarta.ws.rs.POST", "jakarta.ws.rs.PUT", "jakarta.ws.rs.PATCH", "jakarta.ws.rs.DELETE");

    @ParameterizedTest
    @EnumSource
    void everyPackageSaysWhatItIsForAndIsNullMarked(Module module) throws IOException {
        Path sources = module.folder().resolve("src/main/java");
        assertThat(packages(sources))
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .containsPattern("(?s)/\\*\\*.+\\*/.*@NullMarked\\s+package "));
    }

    /** A reader who meets a name knows the class, whichever module is open. */
    @Test
    void aSimpleNameStandsOnceInTheProduct() {
        Map<String, List<String>> homes = Stream.of(Module.values())
                .flatMap(module -> module.classes().stream())
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));

        assertThat(homes).isNotEmpty();
        assertThat(homes.values()).allSatisfy(names -> assertThat(names).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource
    void noTestUsesAMockingLibrary(Module module) {
        if (!Files.exists(module.folder().resolve("target/test-classes"))) {
            return;
        }
        assertThat(module.testClasses().stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .filter(name -> name.contains("mockito") || name.contains("easymock")))
                .isEmpty();
    }

    /** Others may ask for the bean meanwhile, on the very loop that must bring what it waits for: nobody gets on. */
    @ParameterizedTest
    @EnumSource
    void noBeanWaitsWhileItIsMade(Module module) {
        assertThat(module.classes().stream()
                        .flatMap(type -> type.getCodeUnits().stream())
                        .filter(code ->
                                code.isConstructor() || code.isAnnotatedWith("jakarta.annotation.PostConstruct"))
                        .flatMap(code -> code.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().getName().equals("io.smallrye.mutiny.groups.UniAwait")))
                .isEmpty();
    }

    /** What was begun is finished, and kept under its Idempotency-Key, whoever still waits for the answer. */
    @Test
    void noWriteOfTheApiIsCancelledWhenItsClientHangsUp() {
        List<JavaClass> resources = Module.API_GATEWAY.classes().stream()
                .filter(type -> type.getMethods().stream().anyMatch(HabitsTest::isWrite))
                .toList();
        assertThat(resources).hasSizeGreaterThan(5).allMatch(HabitsTest::isAlwaysFinished);
    }

    /** The framework closes a route without a role; this finds it before somebody wonders. */
    @ParameterizedTest
    @EnumSource(names = {"API_GATEWAY", "DISPATCH_SERVICE", "INGEST_SERVICE", "BLUESKY_POLLER", "WEBHOOK_FANOUT"})
    void everyRouteSaysWhoMayCallIt(Module service) {
        assertThat(service.classes().stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(HabitsTest::isRoute)
                        .filter(method -> !isSecured(method) && !isSecured(method.getOwner())))
                .isEmpty();
    }

    /** An act that is replayed after a restart must decide as it did before. */
    @Test
    void onlyMomentsKnowTheTimeAndTheDiceOfTheSimulatedWorld() {
        assertThat(Module.SANDBOX.classes().stream()
                        .filter(type -> !type.getSimpleName().equals("Moment"))
                        // How long the replay itself took.
                        .filter(type -> !type.getSimpleName().equals("Beginning"))
                        .flatMap(type -> type.getCodeUnits().stream())
                        .flatMap(code -> code.getCallsFromSelf().stream())
                        .filter(HabitsTest::asksClockOrDice))
                .isEmpty();
    }

    private static boolean asksClockOrDice(JavaCall<?> call) {
        String target = call.getTargetOwner().getName() + "." + call.getName();
        boolean unseeded = target.equals("java.util.Random.<init>")
                && call.getTarget().getRawParameterTypes().isEmpty();
        return unseeded || CLOCKS_AND_DICE.contains(target);
    }

    private static boolean isRoute(JavaMethod method) {
        return isWrite(method) || READS.stream().anyMatch(method::isAnnotatedWith);
    }

    private static boolean isSecured(CanBeAnnotated element) {
        return element.isAnnotatedWith(ROLES_ALLOWED) || element.isAnnotatedWith(PERMIT_ALL);
    }

    private static boolean isWrite(JavaMethod method) {
        return WRITES.stream().anyMatch(method::isAnnotatedWith);
    }

    private static boolean isAlwaysFinished(JavaClass resource) {
        return resource.isAnnotatedWith(CANCELLABLE)
                && resource.getAnnotationOfType(CANCELLABLE).get("value").equals(Optional.of(false));
    }

    private static List<Path> packages(Path sources) throws IOException {
        if (!Files.exists(sources)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
    }
}
