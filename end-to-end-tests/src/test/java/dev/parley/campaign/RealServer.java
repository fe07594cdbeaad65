package dev.parley.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.stories.NodeFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Bluesky's own account server (PDS) and directory of identities, from npm, on loopback. What it forwards to the chat
 * service goes to the sandbox, once the server's signature for the account was found good.
 */
final class RealServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SQLITE = "node_modules/better-sqlite3";

    private final Process process;
    private final JsonNode addresses;
    private final JsonHttp control;
    private final String url;

    private RealServer(Process process, JsonNode addresses) {
        this.process = process;
        this.addresses = addresses;
        this.control = new JsonHttp(addresses.path("control").asText(), null);
        this.url = addresses.path("pds").asText();
    }

    static RealServer start(String sandbox) {
        NodeFolder folder = NodeFolder.install("pds", "--ignore-scripts");
        if (!Files.exists(folder.path(SQLITE + "/build/Release/better_sqlite3.node"))) {
            folder.run(compiler(folder), SQLITE);
        }
        try {
            Path data = Files.createTempDirectory(folder.path("."), "data");
            Process process = new ProcessBuilder("node", "serve.mjs", data.toString(), sandbox)
                    .directory(folder.path(".").toFile())
                    .redirectError(folder.path("serve.log").toFile())
                    .start();
            return new RealServer(process, addresses(process.inputReader(), folder));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Against the headers that Node was installed with, where it was; otherwise the compiler fetches them. */
    private static List<String> compiler(NodeFolder folder) {
        List<String> command = new ArrayList<>(List.of(
                folder.path("node_modules/.bin/node-gyp").toAbsolutePath().toString(), "rebuild", "--release"));
        if (Files.exists(Path.of("/usr/include/node/node.h"))) {
            command.add("--nodedir=/usr");
        }
        return command;
    }

    /** The server prints them when it is ready, after what it logs by then. */
    private static JsonNode addresses(BufferedReader output, NodeFolder folder) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("{\"pds\"")) {
                return JSON.readTree(line);
            }
        }
        throw new AssertionError("no server: " + Files.readString(folder.path("serve.log")));
    }

    /** What tells a service of Parley to use it. */
    Map<String, String> settings() {
        return Map.of(
                "PARLEY_BLUESKY_ENTRYWAY_URL", url,
                "PARLEY_BLUESKY_PLC_URL", addresses.path("plc").asText(),
                "PARLEY_BLUESKY_PROXY", addresses.path("chat").asText());
    }

    /** Its clock goes forward; ours does not. */
    void later(int hours) {
        require(control.post("/later?hours=" + hours, Map.of()));
    }

    /** How often it was asked for this and answered so. */
    long calls(String method, int status) {
        return StreamSupport.stream(control.get("/calls").body().spliterator(), false)
                .filter(call -> call.path("method").asText().equals(method)
                        && call.path("status").asInt() == status)
                .count();
    }

    private static JsonNode require(JsonHttp.Answer answer) {
        if (!answer.isSuccess()) {
            throw new AssertionError("the server refuses: " + answer);
        }
        return answer.body();
    }

    /** Makes an account. */
    Owner register(String handle) {
        Map<String, String> request =
                Map.of("handle", handle, "email", handle + "@example.com", "password", "main-" + handle);
        JsonNode account = require(new JsonHttp(url, null).post("/xrpc/com.atproto.server.createAccount", request));
        return owner(handle, account);
    }

    /** The owner logs in again, as one must when hours have passed. */
    Owner again(Owner owner) {
        Map<String, String> request = Map.of("identifier", owner.handle, "password", "main-" + owner.handle);
        return owner(
                owner.handle, require(new JsonHttp(url, null).post("/xrpc/com.atproto.server.createSession", request)));
    }

    private Owner owner(String handle, JsonNode session) {
        return new Owner(
                handle,
                session.path("did").asText(),
                new JsonHttp(url, session.path("accessJwt").asText()));
    }

    /** Whoever the account belongs to, in Bluesky's own app. */
    record Owner(String handle, String did, JsonHttp server) {
        /** @param name of the password, by which it is revoked */
        String makeAppPassword(String name, boolean mayReadMessages) {
            Map<String, Object> request = Map.of("name", name, "privileged", mayReadMessages);
            return require(server.post("/xrpc/com.atproto.server.createAppPassword", request))
                    .path("password")
                    .asText();
        }

        void revoke(String name) {
            require(server.post("/xrpc/com.atproto.server.revokeAppPassword", Map.of("name", name)));
        }

        /** What is entered to connect the account. */
        Map<String, String> login(String appPassword) {
            return Map.of("platform", "bluesky", "identifier", handle, "app_password", appPassword);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
