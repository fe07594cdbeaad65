package dev.parley.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.id.ProfileId;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.platform.WebhookReceiver;
import dev.parley.platform.contract.WebhookHarness;
import dev.parley.platform.contract.WebhookReceiverContract;
import dev.parley.profile.Profile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TelegramReceiverContractTest extends WebhookReceiverContract {
    private static final String SECRET = "x-telegram-bot-api-secret-token";
    private static final TelegramAdapter ADAPTER = new TelegramAdapter("http://127.0.0.1:1");

    @AfterAll
    static void close() {
        ADAPTER.close();
    }

    @Override
    protected WebhookHarness open() {
        return new Harness();
    }

    static HookRequest genuine(ProfileId profile, byte[] body) {
        return new HookRequest("POST", profile.toString(), Map.of(), Map.of(SECRET, TelegramAdapter.HOOK_SECRET), body);
    }

    @Test
    void theKeyIsTheParticipantsSoThatOneChatStaysInOrder() {
        List<String> keys = List.of("message-text", "edited-text", "callback-query", "my-chat-member-kicked").stream()
                .map(name -> ADAPTER.platform.receive(genuine(TelegramAdapter.PROFILE_ID, Updates.bytes(name))))
                .map(verdict ->
                        ((HookVerdict.Accepted) verdict).records().getFirst().key())
                .distinct()
                .toList();

        assertThat(keys).containsExactly("telegram:4242424242:5355585610");
    }

    @Test
    void aBotThatIsNoLongerConnectedIsAnsweredButNotHeard() {
        HookVerdict verdict = ADAPTER.platform.receive(genuine(new ProfileId(816), Updates.bytes("message-text")));

        assertThat(verdict).isEqualTo(new HookVerdict.Accepted(List.of()));
    }

    private static final class Harness implements WebhookHarness {
        @Override
        public WebhookReceiver receiver() {
            return ADAPTER.platform;
        }

        @Override
        public Profile profile() {
            return TelegramAdapter.bot();
        }

        @Override
        public HookRequest genuine(byte[] body) {
            return TelegramReceiverContractTest.genuine(TelegramAdapter.PROFILE_ID, body);
        }

        @Override
        public HookRequest forged(byte[] body) {
            return with(Map.of(SECRET, TelegramAdapter.HOOK_SECRET + "0"), body);
        }

        @Override
        public HookRequest unsigned(byte[] body) {
            return with(Map.of(), body);
        }

        private static HookRequest with(Map<String, String> headers, byte[] body) {
            return new HookRequest("POST", TelegramAdapter.PROFILE_ID.toString(), Map.of(), headers, body);
        }

        @Override
        public List<byte[]> samples() {
            return Updates.names()
                    .filter(Updates::leadsToEvents)
                    .map(Updates::bytes)
                    .toList();
        }
    }
}
