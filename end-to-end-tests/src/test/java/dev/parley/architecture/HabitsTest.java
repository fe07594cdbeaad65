package dev.parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a compiler does not see: every package says what it is for, and no test replaces our own code by a mock. */
class HabitsTest {
    @ParameterizedTest
    @EnumSource
    void everyPackageSaysWhatItIsForAndIsNullMarked(Module module) throws IOException {
        Path sources = module.folder().resolve("src/main/java");
        assertThat(packages(sources))
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .containsPattern("(?s)/\\*\\*.+\\*/.*@NullMarked\\s+package "));
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
