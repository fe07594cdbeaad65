package dev.parley.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads every {@code @ConfigMapping} interface of the product out of its source: keys, defaults, sentences. */
public final class ConfigurationSources {
    private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern KEY = Pattern.compile(
            "/\\*\\*(?<doc>(?:(?!\\*/).)*)\\*/\\s*(?:@WithDefault\\(\"(?<default>(?:[^\"\\\\]|\\\\.)*)\"\\)\\s*)?"
                    + "(?<type>[A-Za-z<>, ]+?)\\s+(?<name>[a-z]\\w*)\\(\\);",
            Pattern.DOTALL);
    private static final Pattern UNDOCUMENTED = Pattern.compile("(?m)^\\s*[A-Za-z<>, ]+\\s+(?<name>[a-z]\\w*)\\(\\);");

    private final Path root;

    public ConfigurationSources(Path root) {
        this.root = root;
    }

    /**
     * A key.
     *
     * @param fallback empty when there is no default
     * @param optional whether it may stay unset
     */
    public record Setting(String module, String key, Optional<String> fallback, boolean optional, String sentence) {
        String shownDefault() {
            return fallback.map(value -> "`" + value + "`").orElse(optional ? "*none*" : "*required*");
        }
    }

    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(ConfigurationSources::isMainSource).forEach(file -> settings.addAll(read(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        settings.sort(Comparator.comparing(Setting::key));
        return settings;
    }

    private static boolean isMainSource(Path file) {
        String path = file.toString();
        return path.endsWith(".java") && path.contains("/src/main/java/") && !path.contains("/target/");
    }

    private List<Setting> read(Path file) {
        String source = text(file);
        Matcher prefix = PREFIX.matcher(source);
        if (!prefix.find()) {
            return List.of();
        }
        String body = source.substring(source.indexOf('{', prefix.end()));
        List<Setting> settings = new ArrayList<>();
        Matcher key = KEY.matcher(body);
        while (key.find()) {
            settings.add(new Setting(
                    root.relativize(file).toString().replaceFirst("/src/.*", ""),
                    prefix.group(1) + "." + dashed(key.group("name")),
                    Optional.ofNullable(key.group("default")),
                    key.group("type").strip().startsWith("Optional"),
                    sentence(key.group("doc"))));
        }
        requireAllDocumented(file, body, settings.size());
        return settings;
    }

    private static void requireAllDocumented(Path file, String body, int documented) {
        long declared = UNDOCUMENTED.matcher(body).results().count();
        if (declared != documented) {
            throw new AssertionError(file + " has a key without a sentence of Javadoc");
        }
    }

    private static String dashed(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String sentence(String javadoc) {
        return javadoc.replaceAll("(?m)^\\s*\\*", "")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
