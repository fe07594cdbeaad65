package dev.parley.platform;

import dev.parley.message.ChatTraits;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a network can do, as data: read by the gateway for its refusals, published, and shown in the docs.
 *
 * @param displayName how refusals call it, e.g. {@code Telegram}
 * @param textLimits all must hold; most networks have one
 * @param media largest size in bytes per attachment type; empty where attachments are not supported
 * @param rates how fast the network lets us send
 * @param inbound {@code webhook} or {@code poll}
 */
public record Capabilities(
        String displayName,
        Set<Ability> abilities,
        List<TextLimit> textLimits,
        Map<String, Long> media,
        Rates rates,
        String inbound) {

    /** No more than {@code max} of the unit. */
    public record TextLimit(int max, TextUnit unit) {
        public boolean allows(String text) {
            return unit.count(text) <= max;
        }
    }

    /** Sends per second, over the whole profile and within one chat; settings may override both. */
    public record Rates(double perProfile, double perChat) {}

    public boolean can(Ability ability) {
        return abilities.contains(ability);
    }

    public ChatTraits chatTraits() {
        return new ChatTraits(can(Ability.ARCHIVE), can(Ability.WINDOW));
    }
}
