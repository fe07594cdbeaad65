package dev.parley.standalone.demo;

import dev.parley.standalone.firstuse.JsonHttp;

/**
 * What a scene plays with.
 *
 * @param api Parley's API, with a key that sees the demo profiles
 * @param subscriber receives every event
 * @param sandbox the platform's other side
 * @param steps shows and times what happens
 */
public record Stage(JsonHttp api, Subscriber subscriber, SandboxPlatform sandbox, DemoAccount account, Steps steps) {}
