package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.testing.document.ApiDocument;
import dev.parley.testing.document.Conformity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server with faults: what is wrong with each of its answers is found. */
class JudgeTest {
    private static final String DOCUMENT = """
            {"openapi": "3.1.0",
             "paths": {"/api/things": {"get": {
               "responses": {
                 "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Things"}}}},
                 "404": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}}}}},
             "components": {"schemas": {
               "Things": {"type": "object", "required": ["data"], "properties": {"data": {"type": "array"}}},
               "Error": {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}}}}
            """;

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final World world = new World();
    private HttpServer server;
    private ApiDocument document;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/docs/openapi.json", exchange -> answer(exchange, 200, "application/json", DOCUMENT));
        server.start();
        document = ApiDocument.servedAt("http://127.0.0.1:" + port());
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        workers.shutdown();
    }

    @Test
    void whatTheDocumentSaysIsRight() {
        answers(200, "application/json", "{\"data\":[]}");
        assertThat(found(Credential.Kind.RIGHT)).isEmpty();
    }

    @Test
    void aServerErrorIsFound() {
        answers(503, "application/json", "{\"error\":\"Later\"}");
        assertThat(found(Credential.Kind.RIGHT)).contains(Flaw.Kind.SERVER_ERROR);
    }

    @Test
    void anotherShapeThanTheDocumentsIsFound() {
        answers(200, "application/json", "{\"data\":[],\"more\":1}");
        assertThat(found(Credential.Kind.RIGHT)).containsExactly(Flaw.Kind.WRONG_SHAPE);
    }

    @Test
    void aRefusalThatIsNoJsonIsFound() {
        answers(404, "text/html", "<h1>Not found</h1>");
        assertThat(found(Credential.Kind.RIGHT)).containsExactly(Flaw.Kind.WRONG_SHAPE);
    }

    @Test
    void whoeverIsLetInWithoutTheKeyIsFound() {
        answers(200, "application/json", "{\"data\":[]}");
        assertThat(found(Credential.Kind.NONE)).containsExactly(Flaw.Kind.LET_IN);
    }

    @Test
    void whatBelongsToAnotherAccountIsFound() {
        world.addOwn("thing", "thing_1");
        answers(200, "application/json", "{\"data\":[{\"id\":\"thing_1\"}]}");
        assertThat(found(Credential.Kind.OTHER_ACCOUNT)).containsExactly(Flaw.Kind.LET_IN);
    }

    @Test
    void silenceIsFound() {
        server.createContext("/api", _ -> awaitTheEnd());
        assertThat(found(Credential.Kind.RIGHT)).containsExactly(Flaw.Kind.UNANSWERED);
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Flaw.Kind> found(Credential.Kind kind) {
        Draft draft = new Draft(document.operations().findFirst().orElseThrow(), new Credential(kind, "Bearer x"));
        draft.encode();
        FramedRequest request = FramedRequest.of(draft, port());
        Answer answer = new RawHttp(port(), Duration.ofSeconds(1)).send(request);
        return new Judge(Conformity.with(document), world)
                .flaws(draft, request, answer).stream().map(Flaw::kind).toList();
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private void answers(int status, String type, String body) {
        server.createContext("/api", exchange -> answer(exchange, status, type, body));
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
