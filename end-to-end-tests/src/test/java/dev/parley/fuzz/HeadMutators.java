package dev.parley.fuzz;

import static dev.parley.fuzz.Mutator.Stage.HEAD;

import java.util.List;

/** Damages method, target and headers. */
final class HeadMutators {
    private HeadMutators() {}

    static List<Mutator> all() {
        return List.of(
                Mutator.of("method", HEAD, HeadMutators::method),
                Mutator.of("percent-encoded letter", HEAD, HeadMutators::encodedLetter),
                Mutator.of("double slash", HEAD, HeadMutators::doubleSlash),
                Mutator.of("dot segment", HEAD, HeadMutators::dots),
                Mutator.of("path parameter", HEAD, HeadMutators::semicolon),
                Mutator.of("path ending", HEAD, HeadMutators::ending),
                Mutator.of("broken escape", HEAD, HeadMutators::brokenEscape),
                Mutator.of("long path", HEAD, HeadMutators::longPath),
                Mutator.of(
                        "path in capitals",
                        HEAD,
                        (draft, _) -> draft.target =
                                draft.target.replaceFirst("^/[a-z]+", draft.target.startsWith("/api") ? "/API" : "/X")),
                Mutator.of("target form", HEAD, HeadMutators::targetForm),
                Mutator.of("idempotency key", HEAD, HeadMutators::idempotencyKey),
                Mutator.of("accept", HEAD, HeadMutators::accept),
                Mutator.of("range", HEAD, HeadMutators::range),
                Mutator.of("condition", HEAD, HeadMutators::condition),
                Mutator.of("forwarding", HEAD, HeadMutators::forwarding),
                Mutator.of("odd header", HEAD, HeadMutators::odd),
                Mutator.of("header twice", HEAD, HeadMutators::twice),
                Mutator.of(
                        "expectation",
                        HEAD,
                        (draft, dice) -> draft.header("Expect", dice.of("100-continue", "100-Continue", "x"))),
                Mutator.of("upgrade", HEAD, HeadMutators::upgrade),
                Mutator.of(
                        "version",
                        HEAD,
                        (draft, dice) -> draft.version = dice.of("HTTP/1.0", "HTTP/1.1 ", "HTTP/1.2")));
    }

    private static void method(Draft draft, Dice dice) {
        draft.method =
                dice.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "FUZZ", "get");
    }

    private static int pathEnd(Draft draft) {
        int query = draft.target.indexOf('?');
        return query < 0 ? draft.target.length() : query;
    }

    private static void insert(Draft draft, int at, String text) {
        draft.target = draft.target.substring(0, at) + text + draft.target.substring(at);
    }

    /** After one of the path's slashes. */
    private static int afterSlash(Draft draft, Dice dice) {
        List<Integer> slashes = new java.util.ArrayList<>();
        for (int i = 0; i < pathEnd(draft); i++) {
            if (draft.target.charAt(i) == '/') {
                slashes.add(i + 1);
            }
        }
        return slashes.isEmpty() ? 0 : dice.oneOf(slashes);
    }

    private static void encodedLetter(Draft draft, Dice dice) {
        int at = dice.below(Math.max(1, pathEnd(draft)));
        String form = dice.chance(0.8) ? "%%%02x" : "%%25%02x";
        draft.target = draft.target.substring(0, at)
                + form.formatted((int) draft.target.charAt(at))
                + draft.target.substring(at + 1);
    }

    private static void doubleSlash(Draft draft, Dice dice) {
        insert(draft, afterSlash(draft, dice), dice.of("/", "//", "%2f", "%2F%2F", "\\", "%5c"));
    }

    private static void dots(Draft draft, Dice dice) {
        insert(
                draft,
                afterSlash(draft, dice),
                dice.of("./", "../", "x/../", "%2e%2e/", "..%2f", "...//", "%2e/", "..;/", "media/../"));
    }

    private static void semicolon(Draft draft, Dice dice) {
        int at = dice.chance(0.5) ? pathEnd(draft) : Math.max(0, afterSlash(draft, dice) - 1);
        insert(draft, at, dice.of(";", ";a=b", ";jsessionid=1", "%3b", ";/"));
    }

    private static void ending(Draft draft, Dice dice) {
        insert(
                draft,
                pathEnd(draft),
                dice.of("/", "//", ".json", "/..", "/.", "%20", "%00", "~", "/x", "%0a", "#", "?", "%23", "*"));
    }

    private static void brokenEscape(Draft draft, Dice dice) {
        String escape =
                dice.of("%", "%z", "%zz", "%1", "%u0041", "%ff", "%c0%af", "%ed%a0%80", "%e2%80%ae", "%f4%90%80%80");
        insert(draft, dice.chance(0.6) ? afterSlash(draft, dice) : draft.target.length(), escape);
    }

    private static void longPath(Draft draft, Dice dice) {
        int length = dice.of(1_000, 3_900, 4_100, 9_000, 70_000);
        String unit = dice.of("a", "a/", "%41", "../");
        insert(
                draft,
                dice.chance(0.6) ? afterSlash(draft, dice) : draft.target.length(),
                unit.repeat(length / unit.length()));
    }

    private static void targetForm(Draft draft, Dice dice) {
        String target = draft.target;
        draft.target = dice.of(
                "http://127.0.0.1" + target,
                "http://other.invalid" + target,
                "*",
                "/",
                target.substring(1),
                target + "#fragment",
                target.replace("?", "??"),
                target + "&&&=",
                target + (target.contains("?") ? "&" : "?") + "=x&=&a=b=c",
                target.replace("/api", "/api/api"),
                target.replaceFirst("/[^/]+$", ""),
                "//" + target);
    }

    private static void idempotencyKey(Draft draft, Dice dice) {
        draft.header(
                "Idempotency-Key",
                dice.of(
                        "once",
                        "once",
                        "twice",
                        "",
                        " ",
                        "k".repeat(255),
                        "k".repeat(256),
                        "k".repeat(5_000),
                        "ключ 👋",
                        "a\tb",
                        "' or 1=1 --",
                        "%00"));
    }

    private static void accept(Draft draft, Dice dice) {
        draft.header(
                "Accept",
                dice.of(
                        "text/html",
                        "application/xml",
                        "",
                        "*",
                        "x/y;q=",
                        "application/json;q=0",
                        "*/*;q=NaN",
                        "image/*",
                        ",".repeat(500)));
        if (dice.chance(0.5)) {
            draft.header("Accept-Encoding", dice.of("gzip", "br;q=1", "identity;q=0", "*;q=0", ",,,"));
            draft.header("Accept-Language", dice.of("xx-XX", "*", "", "de;q=x"));
            draft.header("Accept-Charset", dice.of("utf-16", "x", ""));
        }
    }

    private static void range(Draft draft, Dice dice) {
        draft.header(
                "Range",
                dice.of(
                        "bytes=0-",
                        "bytes=-1",
                        "bytes=5-1",
                        "bytes=999999-",
                        "bytes=0-0,2-3",
                        "bytes=-0",
                        "bytes=",
                        "bytes",
                        "x=1-2",
                        "bytes=9223372036854775808-",
                        "bytes=0-9223372036854775807",
                        "bytes=--1",
                        "bytes=a-b",
                        "bytes=0-1," + "2-3,".repeat(500)));
    }

    private static void condition(Draft draft, Dice dice) {
        String name = dice.of("If-None-Match", "If-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range");
        draft.header(
                name,
                dice.of(
                        "*",
                        "\"x\"",
                        "W/\"",
                        "Thu, 01 Jan 1970 00:00:00 GMT",
                        "Thu, 99 Foo 99999 99:99:99 GMT",
                        "",
                        "é"));
    }

    private static void forwarding(Draft draft, Dice dice) {
        String name = dice.of(
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Prefix",
                "Forwarded",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-HTTP-Method-Override",
                "Host",
                "Origin",
                "Referer",
                "X-Parley-Internal");
        draft.header(
                name,
                dice.of(
                        "127.0.0.1",
                        "evil.invalid",
                        "",
                        "/api/admin/keys",
                        "DELETE",
                        "for=\"_x\";proto=",
                        "[",
                        "a:b:c",
                        "é"));
    }

    private static void odd(Draft draft, Dice dice) {
        String name = dice.of(
                "X-Request-Id",
                "traceparent",
                "tracestate",
                "Cookie",
                "User-Agent",
                "Content-Language",
                "X-Fuzz",
                "baggage",
                "Content-MD5",
                "Date",
                "Via");
        draft.header(
                name,
                dice.of(
                        "",
                        "é👋",
                        "x".repeat(7_000),
                        "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-ff",
                        "00-0-0-0",
                        "a=b;".repeat(300),
                        "../../x",
                        "<script>",
                        "a\tb",
                        "\u0001",
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    }

    private static void twice(Draft draft, Dice dice) {
        String name = dice.of(
                "Content-Type",
                "Host",
                "Authorization",
                "Idempotency-Key",
                "Accept",
                "X-Request-Id",
                "Content-Encoding");
        draft.headers.add(new Field(name, dice.of("x", "application/json", "127.0.0.1", "Bearer x", "")));
        draft.headers.add(new Field(name, dice.of("y", "text/plain", "localhost", "Bearer y", "")));
    }

    private static void upgrade(Draft draft, Dice dice) {
        draft.header("Connection", dice.of("Upgrade, HTTP2-Settings", "close", "keep-alive", "x", "Authorization"));
        draft.header("Upgrade", dice.of("h2c", "websocket", "TLS/1.2", "x"));
        draft.header("HTTP2-Settings", "AAMAAABkAARAAAAAAAIAAAAA");
    }
}
