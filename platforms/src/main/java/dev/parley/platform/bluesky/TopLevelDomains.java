package dev.parley.platform.bluesky;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells a domain from words with a dot between them: {@code parley.dev} from {@code report.pdf}. */
final class TopLevelDomains {
    private static final Set<String> KNOWN = read();

    private TopLevelDomains() {}

    /** @param host letters of any alphabet, in any case */
    static boolean ends(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        try {
            return KNOWN.contains(IDN.toASCII(last).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException noLabel) {
            return false;
        }
    }

    private static Set<String> read() {
        try (InputStream list = TopLevelDomains.class.getResourceAsStream("top-level-domains.txt")) {
            String text = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
