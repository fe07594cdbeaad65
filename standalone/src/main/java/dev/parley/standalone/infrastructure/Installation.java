package dev.parley.standalone.infrastructure;

import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The built repository: where the broker, the services and PostgreSQL's programs lie.
 *
 * @param root the folder with the root pom
 */
public record Installation(Path root) {
    /** The root from {@code parley.root}, which launcher and Surefire set, else found upwards from where we run. */
    public static Installation find() {
        String named = System.getProperty("parley.root");
        if (named != null) {
            return new Installation(Path.of(named).toAbsolutePath().normalize());
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("standalone/broker"))) {
                return new Installation(folder);
            }
        }
        throw new StartFailure("The Parley repository was not found above "
                + Path.of("").toAbsolutePath() + "; name it with -Dparley.root.");
    }

    /** The Java program that runs ourselves. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What a packaged Quarkus module is started with. */
    public Path runnableJar(String module) {
        Path jar = root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw notBuilt(module);
        }
        return jar;
    }

    /** Where PostgreSQL's programs are unpacked to: shared by all runs, gone with {@code mvn clean}. */
    Path postgres() {
        return root.resolve("standalone/target/postgresql");
    }

    /** The broker's own class path, jars in a steady order so that a shared class archive stays valid. */
    String brokerClassPath() {
        Path target = root.resolve("standalone/broker/target");
        List<Path> path = new ArrayList<>();
        path.add(brokerCode(target));
        path.addAll(jars(target.resolve("lib")));
        return String.join(
                java.io.File.pathSeparator, path.stream().map(Path::toString).toList());
    }

    private static Path brokerCode(Path target) {
        Path classes = target.resolve("classes");
        return jars(target).stream()
                .findFirst()
                .filter(jar -> !olderThan(jar, classes))
                .orElse(classes);
    }

    private static boolean olderThan(Path jar, Path classes) {
        try {
            return Files.exists(classes)
                    && Files.getLastModifiedTime(jar)
                                    .compareTo(Files.getLastModifiedTime(
                                            classes.resolve("dev/parley/broker/EmbeddedBroker.class")))
                            < 0;
        } catch (IOException _) {
            return true;
        }
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException _) {
            throw notBuilt("standalone/broker");
        }
    }

    private static StartFailure notBuilt(String module) {
        return new StartFailure(module + " is not built yet: run ./parley up, or mvn package.");
    }
}
