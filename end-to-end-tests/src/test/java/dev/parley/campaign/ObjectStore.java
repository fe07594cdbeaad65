package dev.parley.campaign;

import dev.parley.standalone.infrastructure.FreePorts;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.process.Child;
import dev.parley.standalone.process.Probe;
import dev.parley.standalone.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real S3 endpoint over a folder, in a JVM of its own. */
record ObjectStore(Child child, String url) {
    private static final String BUCKET = "parley";
    private static final String ACCESS = "campaign-access";
    private static final String SECRET = "campaign-secret";

    static ObjectStore start(Path folder) {
        int port = FreePorts.pick(1).getFirst();
        String url = "http://127.0.0.1:" + port;
        Path settings = folder.resolve("s3proxy.conf");
        try {
            Files.createDirectories(folder.resolve("objects").resolve(BUCKET));
            Files.writeString(settings, """
                    s3proxy.endpoint=%s
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=filesystem-nio2
                    jclouds.identity=unused
                    jclouds.credential=unused
                    jclouds.filesystem.basedir=%s
                    """.formatted(url, ACCESS, SECRET, folder.resolve("objects")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path jars = Installation.find().root().resolve("standalone/object-store/target/lib");
        Child child = Child.start(new Program(
                "object-store",
                port,
                List.of(
                        Installation.java(),
                        "-Xmx256m",
                        "-cp",
                        jars + "/*",
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString()),
                Map.of(),
                folder,
                folder.resolve("object-store.log"),
                Probe.accepts(port),
                Program.Stop.TERMINATE));
        child.awaitReady(Duration.ofMinutes(1));
        return new ObjectStore(child, url);
    }

    /** What tells a service to keep media here. */
    Map<String, String> settings() {
        return Map.of(
                "PARLEY_MEDIA_STORE", "s3",
                "PARLEY_MEDIA_S3_ENDPOINT", url,
                "PARLEY_MEDIA_S3_BUCKET", BUCKET,
                "PARLEY_MEDIA_S3_PATH_STYLE", "true",
                "PARLEY_MEDIA_S3_ACCESS_KEY", ACCESS,
                "PARLEY_MEDIA_S3_SECRET_KEY", SECRET);
    }
}
