package dev.parley.campaign;

import java.util.List;
import java.util.Map;

/** A network as a campaign meets it: how an account is connected there, and who can be written to. */
enum Network {
    TELEGRAM("telegram", false, false) {
        @Override
        Map<String, String> login(int account) {
            return Map.of("platform", id, "bot_token", (700_000 + account) + ":test-campaign");
        }

        @Override
        String participant(int chat) {
            return Integer.toString(5_000_000 + chat);
        }
    },
    BLUESKY("bluesky", true, false) {
        @Override
        Map<String, String> login(int account) {
            return Map.of(
                    "platform",
                    id,
                    "identifier",
                    "campaign" + account + ".test",
                    "app_password",
                    "aaaa-bbbb-cccc-dddd");
        }

        @Override
        String participant(int chat) {
            String letters = Integer.toString(chat + 10_000, 26)
                    .chars()
                    .map(digit -> 'a' + Character.digit(digit, 26))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            return "did:plc:" + ("campaign" + letters + "q".repeat(24)).substring(0, 24);
        }
    },
    MESSENGER("facebook", true, true) {
        @Override
        Map<String, String> login(int account) {
            return Map.of("platform", id, "access_token", "EAAtest-" + (810_000 + account));
        }

        @Override
        String participant(int chat) {
            return Integer.toString(60_000_000 + chat);
        }
    },
    INSTAGRAM("instagram", true, true) {
        @Override
        Map<String, String> login(int account) {
            return Map.of("platform", id, "access_token", "IGtest-" + (820_000 + account));
        }

        @Override
        String participant(int chat) {
            return Integer.toString(70_000_000 + chat);
        }
    };

    static final List<Network> ALL = List.of(values());

    final String id;
    /** Whether it can be asked what became of a send without an answer. */
    final boolean canBeAsked;
    /** Whether it makes a delivery of every send. */
    final boolean echoes;

    Network(String id, boolean canBeAsked, boolean echoes) {
        this.id = id;
        this.canBeAsked = canBeAsked;
        this.echoes = echoes;
    }

    /** What a customer would enter to connect the account with this number. */
    abstract Map<String, String> login(int account);

    /** The network's id of the person in the chat with this number. */
    abstract String participant(int chat);
}
