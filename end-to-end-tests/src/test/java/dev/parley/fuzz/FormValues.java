package dev.parley.fuzz;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What members and parameters of a name can sensibly be, where the document's schema says no more than "a string". */
final class FormValues {
    private static final Map<String, List<String>> BY_NAME = Map.ofEntries(
            Map.entry("platform", List.of("facebook", "instagram", "telegram", "bluesky")),
            Map.entry("network", List.of("facebook", "instagram", "telegram", "bluesky")),
            Map.entry("bot_token", List.of("4242424242:PARLEY-demo-bot-token", "7001:test-a", "7002:test-b")),
            Map.entry("access_token", List.of("EAAtest-5001", "EAAuser-71-72", "IGtest-5002", "EAAsandbox-page-token")),
            Map.entry("identifier", List.of("parley-demo.test", "nodm-fuzz.test", "wrong-fuzz.test")),
            Map.entry("app_password", List.of("demo-app-password")),
            Map.entry("placement_id", List.of("71", "72", "1789")),
            Map.entry("reaction", List.of("love", "like", "angry")),
            Map.entry("emoji", List.of("❤", "👍")),
            Map.entry("tag", List.of("HUMAN_AGENT")),
            Map.entry("events", List.of("*", "message.received", "message.sent")),
            Map.entry("direction", List.of("inbound", "outbound")),
            Map.entry("status", List.of("pending", "published", "failed", "received")),
            Map.entry("since", List.of("2026-01-01T00:00:00Z", "2026-11-30T20:00:00.000+01:00")),
            Map.entry("before", List.of("2036-01-01T00:00:00Z")),
            Map.entry("after", List.of("2020-01-01T00:00:00.000Z")),
            Map.entry("from", List.of("2020-01-01T00:00:00Z")),
            Map.entry("to", List.of("2036-01-01")),
            Map.entry("page", List.of("0", "1")),
            Map.entry("per_page", List.of("1", "20", "100")),
            Map.entry("code", List.of("sandbox-code", "x")),
            Map.entry("Range", List.of("bytes=0-10", "bytes=5-", "bytes=-3")),
            Map.entry("Idempotency-Key", List.of("once", "twice", "thrice")));

    /** Which kind of id a member or parameter of a name holds. */
    private static final Map<String, String> KIND_BY_NAME = Map.ofEntries(
            Map.entry("profile_id", "prof"),
            Map.entry("profiles", "prof"),
            Map.entry("post_ids", "post"),
            Map.entry("parent_id", "cmt"),
            Map.entry("event_id", "evt"),
            Map.entry("account_id", "acc"),
            Map.entry("profile_group_id", "pg"),
            Map.entry("target_profile_group_id", "pg"));

    private static final List<String> ADDRESSES = List.of("url", "image_url", "redirect_url");

    private FormValues() {}

    static void into(World world, Sink sink) {
        BY_NAME.forEach((name, values) -> values.forEach(value -> world.add(name, value)));
        ADDRESSES.forEach(name -> world.add(name, sink.url("/picture.png")));
        world.add("media[]", sink.url("/picture.png"));
        world.add("media[]", "data:image/png;base64," + Base64.getEncoder().encodeToString(MultipartBody.PICTURE));
        world.add("base64", Base64.getEncoder().encodeToString(MultipartBody.PICTURE));
    }

    static String kindOf(String name) {
        return KIND_BY_NAME.getOrDefault(name, name);
    }
}
