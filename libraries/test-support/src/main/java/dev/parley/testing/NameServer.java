package dev.parley.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A name server whose answers a test makes up. A name may mean something else each time it is asked for; nothing it
 * says may be remembered. Names it was not told of do not exist.
 */
public final class NameServer implements QuarkusTestResourceLifecycleManager {
    private static final Map<String, Answers> KNOWN = new ConcurrentHashMap<>();
    private static final int HEADER = 12;
    private static final short IPV4 = 1;
    private static final short IPV6 = 28;

    private @Nullable DatagramSocket socket;

    private record Answers(short type, List<List<String>> inTurn, AtomicInteger asked) {
        private List<String> next() {
            return inTurn.get(Math.min(asked.getAndIncrement(), inTurn.size() - 1));
        }
    }

    /** The name means these IPv4 addresses, one after the other at each look-up, the last for ever. */
    public static void tell(String name, String... addresses) {
        KNOWN.put(name, new Answers(IPV4, Stream.of(addresses).map(List::of).toList(), new AtomicInteger()));
    }

    /** The name means all of these IPv4 addresses at once. */
    public static void tellTogether(String name, String... addresses) {
        KNOWN.put(name, new Answers(IPV4, List.of(List.of(addresses)), new AtomicInteger()));
    }

    /** The same for an IPv6 address. */
    public static void tellIpv6(String name, String address) {
        KNOWN.put(name, new Answers(IPV6, List.of(List.of(address)), new AtomicInteger()));
    }

    /** How often the name's own kind of address was asked for. */
    public static int asked(String name) {
        Answers answers = KNOWN.get(name);
        return answers == null ? 0 : answers.asked.get();
    }

    @Override
    public Map<String, String> start() {
        try {
            DatagramSocket open = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket = open;
            Thread.ofPlatform().daemon().name("name-server").start(() -> serve(open));
            return Map.of("parley.http.name-servers", "127.0.0.1:" + open.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (socket != null) {
            socket.close();
        }
    }

    private static void serve(DatagramSocket socket) {
        byte[] bytes = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket query = new DatagramPacket(bytes, bytes.length);
                socket.receive(query);
                byte[] answer = answer(ByteBuffer.wrap(query.getData(), 0, query.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static byte[] answer(ByteBuffer query) throws IOException {
        short id = query.getShort(0);
        query.position(HEADER);
        StringBuilder name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(label, java.nio.charset.StandardCharsets.US_ASCII));
        }
        short type = query.getShort();
        query.getShort();
        byte[] question = new byte[query.position() - HEADER];
        query.get(HEADER, question);
        return answer(id, question, type, KNOWN.get(name.toString()));
    }

    private static byte[] answer(short id, byte[] question, short type, @Nullable Answers known) throws IOException {
        List<String> addresses = known == null || known.type != type ? List.of() : known.next();
        ByteBuffer answer = ByteBuffer.allocate(512);
        int noSuchName = known == null ? 3 : 0;
        answer.putShort(id).putShort((short) (0x8180 | noSuchName)).putShort((short) 1);
        answer.putShort((short) addresses.size())
                .putShort((short) 0)
                .putShort((short) 0)
                .put(question);
        for (String text : addresses) {
            byte[] address = rawAddress(text, type);
            // The name stands at the beginning of the question; it lives for no time at all.
            answer.putShort((short) (0xc000 | HEADER))
                    .putShort(type)
                    .putShort((short) 1)
                    .putInt(0);
            answer.putShort((short) address.length).put(address);
        }
        byte[] bytes = new byte[answer.position()];
        answer.get(0, bytes);
        return bytes;
    }

    /** Java reads an IPv4 address in IPv6 clothes as what it is; on the wire it keeps them. */
    private static byte[] rawAddress(String text, short type) throws IOException {
        byte[] address = InetAddress.getByName(text).getAddress();
        if (type == IPV4 || address.length == 16) {
            return address;
        }
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(address, 0, mapped, 12, 4);
        return mapped;
    }
}
