package dev.parley.database;

import dev.parley.standalone.infrastructure.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A constant of some class that reads like a statement.
 *
 * @param name {@code ClassName.CONSTANT}
 */
record SqlConstant(String name, String sql) {
    private static final List<String> MODULES = List.of(
            "libraries/kernel",
            "libraries/normaliser",
            "api-gateway",
            "dispatch-service",
            "ingest-service",
            "bluesky-poller",
            "webhook-fanout");
    private static final List<String> VERBS = List.of("select ", "insert ", "update ", "delete ", "with ");

    static List<SqlConstant> all() {
        return MODULES.stream().flatMap(SqlConstant::ofModule).toList();
    }

    private static Stream<SqlConstant> ofModule(String module) {
        Path classes = Installation.find().root().resolve(module).resolve("target/classes");
        try (Stream<Path> files = Files.walk(classes)) {
            return files
                    .filter(file -> file.toString().endsWith(".class"))
                    .flatMap(SqlConstant::ofClass)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<SqlConstant> ofClass(Path file) {
        try {
            ClassModel type = ClassFile.of().parse(file);
            String simpleName = file.getFileName().toString().replace(".class", "");
            return type.fields().stream()
                    .flatMap(field -> text(field)
                            .map(sql -> new SqlConstant(
                                    simpleName + "." + field.fieldName().stringValue(), sql)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> text(FieldModel field) {
        return field.findAttribute(Attributes.constantValue()).stream()
                .map(constant -> constant.constant().constantValue())
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> VERBS.stream().anyMatch(text.strip().toLowerCase(Locale.ROOT)::startsWith));
    }
}
