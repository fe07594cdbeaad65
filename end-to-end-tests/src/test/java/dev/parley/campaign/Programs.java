package dev.parley.campaign;

import dev.parley.standalone.infrastructure.FreePorts;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.process.Child;
import dev.parley.standalone.process.Probe;
import dev.parley.standalone.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts packaged programs on free ports. */
final class Programs {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path folder;

    Programs(Path folder) {
        this.folder = folder;
    }

    /** A program that runs, where it listens, and where it serves its metrics. */
    record Running(Child child, String url, String managementUrl) {
        /** Calls of platforms that it has made. */
        long calls() {
            return (long) metric("parley_send_calls_seconds_count");
        }

        /** The sum of all series of one of its metrics. */
        double metric(String name) {
            return lines(managementUrl + "/q/metrics")
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }

        /** Bytes of its heap that are reachable: what is left after a full collection. */
        long liveHeap() {
            String total = output(List.of(
                            Path.of(Installation.java()).resolveSibling("jcmd").toString(),
                            Long.toString(child.pid()),
                            "GC.class_histogram"))
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(total.trim().split("\\s+")[2]);
        }

        /** Kilobytes of memory that it holds, as the kernel counts. */
        long residentKilobytes() {
            return output(List.of("ps", "-o", "rss=", "-p", Long.toString(child.pid())))
                    .mapToLong(line -> Long.parseLong(line.trim()))
                    .sum();
        }

        /** It stands still, as in a long pause of its machine, until it is thawed. */
        void freeze() {
            signal("STOP");
        }

        void thaw() {
            signal("CONT");
        }

        private void signal(String name) {
            var unused = output(List.of("sh", "-c", "kill -s " + name + " " + child.pid()));
        }

        private static Stream<String> output(List<String> command) {
            try (var reader = new ProcessBuilder(command).start().inputReader()) {
                return reader.lines().toList().stream();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static Stream<String> lines(String url) {
            try {
                return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofLines())
                        .body();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interruption);
            }
        }
    }

    Running start(String module, String name, Map<String, String> settings, List<String> properties) {
        List<Integer> ports = FreePorts.pick(2);
        int port = ports.getFirst();
        String managementUrl = "http://127.0.0.1:" + ports.getLast();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.getLast()));
        Path jar = Installation.find().runnableJar(module);
        Child child = Child.start(new Program(
                name,
                port,
                command(jar, properties),
                environment,
                folder,
                folder.resolve(name + ".log"),
                Probe.answers(CLIENT, URI.create(managementUrl + "/q/health/ready")),
                Program.Stop.TERMINATE));
        child.awaitReady(START_LIMIT);
        return new Running(child, "http://127.0.0.1:" + port, managementUrl);
    }

    private static List<String> command(Path jar, List<String> properties) {
        List<String> command = new ArrayList<>(List.of(Installation.java(), "-Xmx192m", "-XX:+UseSerialGC"));
        command.addAll(properties);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
