package dev.parley.platform.address;

import dev.parley.http.CustomerUrls;
import dev.parley.http.GuardedAnswer;
import dev.parley.http.GuardedCall;
import dev.parley.http.GuardedHttp;
import dev.parley.http.GuardedHttpConfig;
import dev.parley.http.HostAddresses;
import dev.parley.http.UrlCheck;
import dev.parley.platform.contract.Configs;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The addresses that customers give, as fan-out and dispatch call them. */
final class CustomerWays implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(8);

    private final Vertx vertx = Vertx.vertx();
    private final CustomerUrls urls;
    private final HostAddresses addresses;
    private final GuardedHttp http;

    CustomerWays(Map<String, String> settings) {
        GuardedHttpConfig config = Configs.of(GuardedHttpConfig.class, settings);
        urls = new CustomerUrls(config);
        addresses = new HostAddresses(config, vertx);
        http = new GuardedHttp(vertx, config, addresses, urls);
    }

    List<Way> all(Function<String, String> redirecting) {
        return List.of(
                new Way("webhook", url -> told(url, this::post)),
                new Way("media URL", url -> told(url, this::get)),
                new Way("media URL, redirected", url -> told(redirecting.apply(url), this::get)));
    }

    private GuardedCall post(UrlCheck.Allowed url) {
        return GuardedCall.post(url.target(), MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("{}"), SOON);
    }

    private GuardedCall get(UrlCheck.Allowed url) {
        return GuardedCall.get(url.target(), SOON, 3);
    }

    private String told(String url, Function<UrlCheck.Allowed, GuardedCall> call) {
        return switch (urls.check(url)) {
            case UrlCheck.Refused refused -> refused.problem();
            case UrlCheck.Allowed allowed ->
                switch (http.call(call.apply(allowed)).await().atMost(SOON)) {
                    case GuardedAnswer.Opened opened -> {
                        opened.body().drain(0).await().atMost(SOON);
                        yield "answered " + opened.status();
                    }
                    case GuardedAnswer.NotAllowed refused -> refused.reason();
                    case GuardedAnswer.NoAnswer none -> none.reason();
                };
        };
    }

    @Override
    public void close() throws Exception {
        addresses.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
