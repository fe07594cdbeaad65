package dev.parley.standalone.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a started program whether it is ready to work. Called often, answers within about two seconds. */
@FunctionalInterface
public interface Probe {
    /** False as long as the program does not answer as it should; never throws for that. */
    boolean ready();

    /** Ready when a connection to the loopback port is accepted. */
    static Probe accepts(int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return true;
            } catch (IOException _) {
                return false;
            }
        };
    }

    /** Ready when a GET of the address is answered with 200. */
    static Probe answers(HttpClient client, URI address) {
        return answers(client, address, Duration.ofSeconds(2));
    }

    /** The same, with another limit for the answer. */
    static Probe answers(HttpClient client, URI address, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(limit).build();
        return () -> {
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException _) {
                return false;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }
}
