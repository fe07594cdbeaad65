package dev.parley.sandbox.telegram;

import dev.parley.sandbox.stage.Answer;
import dev.parley.sandbox.stage.ErrorAnswers;

/** Injected faults in Telegram's words. */
final class BotApiErrors implements ErrorAnswers {

    @Override
    public Answer rateLimited(int retryAfter) {
        return TelegramRefusal.tooManyRequests(retryAfter).answer();
    }

    @Override
    public Answer tokenRevoked() {
        return TelegramRefusal.unauthorized().answer();
    }

    @Override
    public Answer serverError() {
        return TelegramRefusal.of(500, "Internal Server Error").answer();
    }
}
