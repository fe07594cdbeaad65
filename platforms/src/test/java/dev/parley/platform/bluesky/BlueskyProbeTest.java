package dev.parley.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe.Found;
import dev.parley.platform.OutcomeProbe.LostCall;
import dev.parley.platform.contract.Messages;
import dev.parley.platform.contract.PlatformServer;
import dev.parley.platform.contract.PlatformServer.Reply;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a conversation's pages say about a send without an answer. */
class BlueskyProbeTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String JANE = "did:plc:janedoe2222222222222222";
    private static final String SHOP = BlueskyAdapter.DID;

    /** Newest first; the number of the next one is a page's cursor. */
    private final List<Reply> pages = new ArrayList<>();

    private final PlatformServer server = new PlatformServer(call -> {
        int cursor = call.uri().indexOf("cursor=");
        int page = cursor < 0
                ? 0
                : Integer.parseInt(call.uri().substring(cursor + 7).split("&")[0]);
        return page < pages.size() ? pages.get(page) : Reply.json(200, "{\"messages\":[]}");
    });
    private final BlueskyAdapter adapter = new BlueskyAdapter(server.url());
    private final Instant called = Instant.now().minusSeconds(30);

    @AfterEach
    void close() {
        adapter.close();
        server.close();
    }

    @Test
    void aLostSendIsFoundByItsTextItsSenderAndItsTime() {
        page(entry("3kother", JANE, "Hi", called), entry("3kours", SHOP, "Hi", called));

        assertThat(probe()).isEqualTo(new Found.There("3kours", called));
    }

    @Test
    void theSameWordsOfYesterdayAreNotTheLostSend() {
        page(entry("3kold", SHOP, "Hi", called.minus(Duration.ofDays(1))));

        assertThat(probe()).isInstanceOf(Found.NotThere.class);
    }

    @Test
    void aMessageThatBelongsToAnotherSendProvesNothing() {
        page(entry("3kknown", SHOP, "Hi", called));

        assertThat(probe("3kknown")).isInstanceOf(Found.NotThere.class);
    }

    @Test
    void theOldestOfSeveralIsTheLostSend() {
        page(entry("3klater", SHOP, "Hi", called.plusSeconds(5)), entry("3kours", SHOP, "Hi", called));

        assertThat(probe()).isEqualTo(new Found.There("3kours", called));
    }

    @Test
    void aLivelyConversationIsReadBackToTheCall() {
        page(entry("3k3", JANE, "?", called.plusSeconds(20)));
        page(entry("3kours", SHOP, "Hi", called.plusSeconds(1)));
        page(entry("3k1", JANE, "!", called.minusSeconds(60)));

        assertThat(probe()).isEqualTo(new Found.There("3kours", called.plusSeconds(1)));
        assertThat(server.calls()).hasSize(3);
    }

    @Test
    void whatHasMovedOnTooFarCannotBeTold() {
        for (int i = 0; i < 20; i++) {
            page(entry("3k" + i, JANE, "?", called.plusSeconds(20)));
        }

        assertThat(probe()).isInstanceOf(Found.CannotTell.class);
        assertThat(server.calls()).hasSize(10);
    }

    @Test
    void aServerInTroubleCannotTellOfALostSend() {
        ObjectNode trouble = Json.object().put("error", "UpstreamFailure").put("message", "away");
        pages.add(Reply.json(502, trouble.toString()));

        assertThat(probe()).isInstanceOf(Found.CannotTell.class);
    }

    private Found probe(String... known) {
        OutboundMessage.Recipient jane = new OutboundMessage.Recipient(JANE, "3kknown222222");
        LostCall call = new LostCall(called, ids -> Uni.createFrom().item(Set.of(known)));
        return adapter.platform
                .probe(BlueskyAdapter.account(), Messages.text(jane, "Hi", SOON), call)
                .await()
                .atMost(SOON);
    }

    private void page(ObjectNode... newestFirst) {
        ObjectNode page = Json.object().put("cursor", Integer.toString(pages.size() + 1));
        ArrayNode messages = page.putArray("messages");
        List.of(newestFirst).forEach(messages::add);
        pages.add(Reply.json(200, page.toString()));
    }

    private static ObjectNode entry(String id, String sender, String text, Instant at) {
        ObjectNode entry = Json.object().put("id", id).put("text", text).put("sentAt", at.toString());
        entry.putObject("sender").put("did", sender);
        return entry;
    }
}
