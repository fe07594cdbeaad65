package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Chats, messages and comments go by the platform's id as well, with every route; nothing else does. */
@QuarkusTest
class NamesOfThingsTest {
    private final Tenancy tenancy = Tenancy.fresh();

    @Test
    void aChatGoesByItsConversationEverywhere() {
        String id = tenancy.liveChat("bluesky");
        String convo = "3k" + Rows.idNumber();
        Rows.run(
                "update chats set external_conversation_id = ? where id = ?",
                convo,
                ChatId.parse(id).orElseThrow().value());
        String path = "/api/chats/" + convo;
        assertThat(tenancy.api().get(path).text("/id")).isEqualTo(id);
        assertThat(tenancy.api().post(path + "/messages", Map.of("body", "x")).text("/chat_id"))
                .isEqualTo(id);
        assertThat(tenancy.api().get(path + "/messages").json().path("total").asInt())
                .isEqualTo(2);
        assertThat(tenancy.api().post(path + "/archive", "{}").text("/id")).isEqualTo(id);
        assertThat(tenancy.api().delete(path + "/archive").text("/id")).isEqualTo(id);
        assertThat(Tenancy.fresh().api().get(path + "/messages").status()).isEqualTo(404);
    }

    @Test
    void aMessageGoesByThePlatformsIdEverywhere() {
        String sent = send("facebook");
        Rows.published(sent, "m_$x.1=");
        String path = "/api/messages/m_$x.1=";
        assertThat(tenancy.api().get(path).text("/id")).isEqualTo(sent);
        assertThat(tenancy.api().post(path + "/react", "{}").text("/id")).isEqualTo(sent);
        assertThat(tenancy.api().delete(path + "/unreact").text("/id")).isEqualTo(sent);
        String edited = send("telegram");
        Rows.published(edited, "88001");
        assertThat(tenancy.api()
                        .patch("/api/messages/88001", Map.of("body", "y"))
                        .text("/id"))
                .isEqualTo(edited);
        assertThat(Tenancy.fresh().api().get(path).status()).isEqualTo(404);
    }

    private String send(String platform) {
        return tenancy.api()
                .post("/api/chats/" + tenancy.liveChat(platform) + "/messages", Map.of("body", "x"))
                .text("/id");
    }

    @Test
    void profilesGoByOurIdAlone() {
        String profile = tenancy.profile("telegram");
        String external = Rows.query(
                        "select external_id from profiles where id = ?",
                        ProfileId.parse(profile).orElseThrow().value())
                .getFirst();
        assertThat(tenancy.api().get("/api/profiles/" + external).status()).isEqualTo(404);
        assertThat(tenancy.api().get("/api/profiles/" + external + "/chats").status())
                .isEqualTo(404);
    }

    @Test
    void aNetworkWithoutDirectMessagesSaysSo() {
        String chats = "/api/profiles/" + tenancy.profile("linkedin") + "/chats";
        var refused = tenancy.api().get(chats);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.error()).isEqualTo("Direct messages are not supported on linkedin");
        assertThat(tenancy.api()
                        .post(chats, Map.of("participant_external_id", "x"))
                        .status())
                .isEqualTo(422);
    }
}
