package dev.parley.sandbox.telegram;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a receiver's answer means beyond its status. */
final class WebhookReply {

    private static final Pattern FORM_METHOD = Pattern.compile("(?:^|&)method=([^&]+)");

    private WebhookReply() {}

    /** Telegram would run a method named in the answer's body as the bot; Parley must never let that happen. */
    static Optional<String> violation(HttpResponse<Buffer> response) {
        Buffer body = response.body();
        if (body == null || body.length() == 0) {
            return Optional.empty();
        }
        String text = body.toString().strip();
        if (text.startsWith("{")) {
            try {
                return Optional.ofNullable(new JsonObject(text).getValue("method"))
                        .map(Object::toString);
            } catch (DecodeException notJson) {
                return Optional.empty();
            }
        }
        Matcher form = FORM_METHOD.matcher(text);
        return form.find() ? Optional.of(form.group(1)) : Optional.empty();
    }

    /** The seconds of a Retry-After header. */
    static Optional<Long> retryAfter(HttpResponse<Buffer> response) {
        return Optional.ofNullable(response.getHeader("Retry-After"))
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(Long::valueOf);
    }
}
