package dev.parley.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.campaign.Programs.Running;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.GroupId;
import dev.parley.id.MessageId;
import dev.parley.standalone.firstuse.JsonHttp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Many chats over a few accounts of every network, and the commands to send into each of them. */
final class Crowd {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DispatchStage stage;
    private final AccountId owner;
    private final GroupId group;
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis() << 21);
    private final List<Seat> seats = new ArrayList<>();

    /** @param name stands in every text, so that each send can be told from all others */
    record Seat(String name, Network network, String account, String chat, String profile, String participant) {}

    private Crowd(DispatchStage stage) {
        this.stage = stage;
        this.owner = new AccountId(ids.incrementAndGet());
        this.group = new GroupId(ids.incrementAndGet());
        stage.database().run("insert into accounts (id, name) values (?, 'Campaign')", owner.value());
        stage.database()
                .run(
                        "insert into profile_groups (id, account_id, name) values (?, ?, 'All')",
                        group.value(),
                        owner.value());
    }

    /** Connects so many accounts, of the networks in turn, and spreads the chats over them. */
    static Crowd gather(DispatchStage stage, Running dispatcher, List<Network> networks, int accounts, int chats) {
        Crowd crowd = new Crowd(stage);
        for (int account = 0; account < accounts; account++) {
            Network network = networks.get(account % networks.size());
            String profile = crowd.connect(dispatcher, network, account);
            String external = stage.database().text("select external_id from profiles order by id desc limit 1");
            crowd.hush(network, external);
            for (int chat = account; chat < chats; chat += accounts) {
                crowd.seat(network, external, profile, chat);
            }
        }
        return crowd;
    }

    /** Connects the account with this number, also when it was connected before; the profile's id. */
    String connect(Running dispatcher, Network network, int account) {
        return connect(dispatcher, network.login(account));
    }

    /** Connects an account with what its owner entered; the profile's id. */
    String connect(Running dispatcher, Map<String, String> login) {
        return stage.connect(dispatcher, login, owner.toString(), group.toString());
    }

    /** The same, where it is not sure to work. */
    JsonHttp.Answer tryToConnect(Running dispatcher, Map<String, String> login) {
        return stage.tryToConnect(dispatcher, login, owner.toString(), group.toString());
    }

    private void seat(Network network, String account, String profile, int chat) {
        String id = new ChatId(ids.incrementAndGet()).toString();
        seats.add(new Seat("chat" + chat, network, account, id, profile, network.participant(chat)));
        greet(network, account, chat);
    }

    /** The participant writes first, as the networks want it. */
    private void greet(Network network, String account, int chat) {
        ObjectNode say = JSON.createObjectNode().put("account", account).put("text", "hello");
        say.putObject("participant")
                .put("id", network.participant(chat))
                .put("name", "P" + chat)
                .put("username", "p" + chat);
        stage.control("/control/" + network.id + "/say", say);
    }

    /** Nobody takes deliveries here, so a network that makes one of every send keeps them. */
    private void hush(Network network, String account) {
        if (network.echoes) {
            stage.control("/control/" + network.id + "/acts/hold", Map.of("account", account));
        }
    }

    int size() {
        return seats.size();
    }

    List<Seat> seats() {
        return seats;
    }

    long chatsOf(Network network) {
        return seats.stream().filter(seat -> seat.network == network).count();
    }

    Seat seat(int number) {
        return seats.get(number);
    }

    /** A new command; its text is the seat's name and the number. */
    String command(Seat seat, long number) {
        return command(seat, seat.name + "/" + number);
    }

    String command(Seat seat, String text) {
        return JSON.createObjectNode()
                .put("version", 1)
                .put("message_id", new MessageId(ids.incrementAndGet()).toString())
                .put("chat_id", seat.chat)
                .put("profile_id", seat.profile)
                .put("participant_external_id", seat.participant)
                .put("body", text)
                .put("created_at", Instant.now().toString())
                .toString();
    }
}
