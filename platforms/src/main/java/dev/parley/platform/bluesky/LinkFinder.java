package dev.parley.platform.bluesky;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links in a text, in their order: with a scheme in whatever case, or a bare domain that exists.
 *
 * <pre>
 *   (see HTTPS://Parley.dev/a_(b)).        “parley.dev/a”,
 *        └───── link ──────────┘            └── link ──┘
 *   a closing bracket belongs to the link when it was opened within; what ends a sentence or a quotation does not
 * </pre>
 */
final class LinkFinder {
    /** Blanks, quotation marks and the punctuation of East Asian scripts are in no address. */
    private static final String INSIDE =
            "[^\\s\\p{Z}\\p{Cc}\\p{Cf}<>\"`\u2018-\u201f\u2039\u203a\u00ab\u00bb\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]";

    private static final String LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}-]{0,61}[\\p{L}\\p{N}\\p{M}])?";

    private static final Pattern LINK = Pattern.compile(
            "(?<![\\p{L}\\p{N}_])(?<scheme>https?)://(?=[\\p{L}\\p{N}\\[])"
                    + INSIDE + "+"
                    + "|(?<![\\p{L}\\p{N}\\p{M}_@./:-])(?<host>(?:" + LABEL + "\\.)+" + LABEL
                    + ")(?::\\d{1,5})?(?![\\p{L}\\p{N}\\p{M}_@]|-[\\p{L}\\p{N}])"
                    + "(?:[/?#]" + INSIDE + "*)?",
            Pattern.CASE_INSENSITIVE);

    private static final String NEVER_LAST = ".,;:!?'*\u2026([{|";
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private LinkFinder() {}

    /**
     * A link.
     *
     * @param end after its last character
     * @param uri what it leads to: with a scheme in lower case
     */
    record Link(int start, int end, String uri) {}

    static List<Link> in(String text) {
        List<Link> links = new ArrayList<>();
        Matcher matcher = LINK.matcher(text);
        int from = 0;
        while (from <= text.length() && matcher.find(from)) {
            int end = end(text, matcher.start(), matcher.end());
            String scheme = matcher.group("scheme");
            String host = matcher.group("host");
            String shown = text.substring(matcher.start(), end);
            if (scheme != null) {
                links.add(new Link(
                        matcher.start(), end, scheme.toLowerCase(Locale.ROOT) + shown.substring(scheme.length())));
            } else if (TopLevelDomains.ends(host)) {
                links.add(new Link(matcher.start(), end, "https://" + shown));
            }
            from = Math.max(end, matcher.start() + 1);
        }
        return links;
    }

    private static int end(String text, int start, int found) {
        int end = found;
        while (end > start && isOutside(text, start, end)) {
            end--;
        }
        return end;
    }

    /** Whether the last character belongs to the sentence. */
    private static boolean isOutside(String text, int start, int end) {
        char last = text.charAt(end - 1);
        int bracket = CLOSING.indexOf(last);
        return NEVER_LAST.indexOf(last) >= 0
                || (bracket >= 0 && count(text, OPENING.charAt(bracket), start, end) < count(text, last, start, end));
    }

    private static long count(String text, char wanted, int start, int end) {
        return text.substring(start, end).chars().filter(one -> one == wanted).count();
    }
}
