package oddboard.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages to a real server on this machine. */
class OutboxTest {
    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger status = new AtomicInteger(200);
    private volatile Runnable before = () -> {};
    private HttpServer server;
    private String address;
    private NoticeFixture fixture;
    private Webhook webhook;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            before.run();
            taken.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort();
        fixture = new NoticeFixture(address);
        webhook = new Webhook(fixture.rules);
        fixture.notices.choose(fixture.grace, new NoticeChoice(true, true, true, true, false, address + "/hook?key=1"));
    }

    @AfterEach
    void close() throws IOException {
        webhook.close();
        server.stop(0);
    }

    private String result() {
        return fixture.notices.lastDelivery(fixture.grace).orElseThrow().result();
    }

    private void due() {
        fixture.jdbc.sql("update webhook_message set due_at = now()").update();
    }

    @Test
    void sendsANoticeAsSlackReadsItWithALink() {
        fixture.end("FAILED", "worker-1", "a < b & \"c\"");
        Outbox outbox = fixture.outbox(webhook);
        assertThat(outbox.sendOne()).isTrue();
        assertThat(outbox.sendOne()).isFalse();
        assertThat(taken)
                .containsExactly("POST /hook?key=1 application/json; charset=UTF-8 {\"text\":\"Run " + fixture.run
                        + ", conv, quick, on Nuts v2 failed: a &lt; b &amp; \\\"c\\\" <https://odd.example.com/runs/"
                        + fixture.run
                        + "|Open it>\"}");
        assertThat(fixture.notices.lastDelivery(fixture.grace).orElseThrow().sent())
                .isTrue();
        assertThat(result()).isEqualTo("The host took it, with status 200.");
    }

    @Test
    void triesAgainThreeTimesThenGivesUp() {
        status.set(503);
        fixture.notices.sendTest(fixture.grace);
        Outbox outbox = fixture.outbox(webhook);
        for (int pause : new int[] {10, 60, 300}) {
            assertThat(outbox.sendOne()).isTrue();
            assertThat(outbox.sendOne()).as("before the pause is over").isFalse();
            assertThat(fixture.jdbc
                            .sql("select extract(epoch from due_at - tried_at) from webhook_message")
                            .query(Double.class)
                            .single())
                    .isBetween(pause - 1.0, pause + 1.0);
            assertThat(result()).isEqualTo("The host answered with status 503. It is tried again.");
            due();
        }
        assertThat(outbox.sendOne()).isTrue();
        due();
        assertThat(outbox.sendOne()).isFalse();
        assertThat(taken).hasSize(4);
        assertThat(result()).isEqualTo("The host answered with status 503. It was tried 4 times and given up.");
    }

    @Test
    void losesNothingWhileTheHostIsAway() {
        status.set(500);
        fixture.notices.sendTest(fixture.grace);
        fixture.end("SUCCEEDED", "worker-1", "");
        Outbox outbox = fixture.outbox(webhook);
        assertThat(outbox.sendOne()).isTrue();
        assertThat(outbox.sendOne()).as("the other one waits too").isFalse();
        status.set(204);
        due();
        assertThat(outbox.sendOne()).isTrue();
        assertThat(outbox.sendOne()).isTrue();
        assertThat(fixture.jdbc
                        .sql("select count(*) from webhook_message where sent")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void followsNoRedirect() {
        status.set(307);
        fixture.notices.sendTest(fixture.grace);
        assertThat(fixture.outbox(webhook).sendOne()).isTrue();
        assertThat(taken).singleElement().asString().contains("/hook");
        assertThat(result()).startsWith("The host answered with a redirect (status 307), which is not followed.");
    }

    @Test
    void neverSendsOneMessageFromTwoNodes() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            fixture.notices.sendTest(fixture.grace);
        }
        CountDownLatch together = new CountDownLatch(3);
        before = () -> {
            together.countDown();
            try {
                together.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        List<Thread> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            nodes.add(Thread.ofPlatform().start(() -> {
                Outbox outbox = fixture.outbox(webhook);
                while (outbox.sendOne()) {
                    // until nothing is left
                }
            }));
        }
        for (Thread node : nodes) {
            node.join();
        }
        assertThat(taken).hasSize(20);
        assertThat(fixture.jdbc
                        .sql("select count(*) from webhook_message where sent and tries = 1")
                        .query(Integer.class)
                        .single())
                .isEqualTo(20);
    }

    @Test
    void reachesNothingInsideThatIsNotListed() throws IOException {
        try (Webhook strict = new Webhook(new WebhookRules(List.of("*")))) {
            int port = server.getAddress().getPort();
            for (String host : new String[] {"127.0.0.1", "localhost", "[::1]", "2130706433", "0.0.0.0"}) {
                assertThat(strict.send("https://" + host + ":" + port + "/", "x")
                                .sentence())
                        .as(host)
                        .contains("is inside this server's network");
            }
            assertThat(strict.send("http://127.0.0.1:" + port + "/", "x").sentence())
                    .contains("plain http is only for hosts");
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void waitsFiveSecondsAtMost() {
        before = () -> {
            try {
                Thread.sleep(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        long start = System.nanoTime();
        assertThat(webhook.send(address, "x").sentence()).isEqualTo("The host did not answer within 5 s.");
        assertThat((System.nanoTime() - start) / 1e9)
                .as("seconds: not as long as the host takes")
                .isBetween(4.0, 25.0);
    }

    @Test
    void dropsMessagesWhoseAddressWasTakenAway() {
        fixture.notices.sendTest(fixture.grace);
        fixture.notices.choose(fixture.grace, NoticeChoice.DEFAULT);
        assertThat(fixture.outbox(webhook).sendOne()).isTrue();
        assertThat(taken).isEmpty();
        assertThat(result()).isEqualTo("No address is set any more.");
    }
}
