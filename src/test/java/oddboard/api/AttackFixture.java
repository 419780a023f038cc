package oddboard.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import oddboard.testing.QuickPassword;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shelltest.Browser;

/** What an attacker sends: as a stranger, as somebody signed in, and byte by byte. */
abstract class AttackFixture extends ApiFixture {
    static final String PASSWORD = "four little words here";

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void knowThePassword() {
        jdbc.sql("update account set password_hash = :hash, must_change_password = false where name = 'admin'")
                .param("hash", QuickPassword.hash(PASSWORD))
                .update();
    }

    String url() {
        return "http://localhost:" + port;
    }

    Browser stranger() {
        return new Browser(url());
    }

    Browser signedIn() throws Exception {
        var browser = stranger();
        browser.signIn("admin", PASSWORD);
        return browser;
    }

    /** Some of everything that is answered: pages, files, calls, images, tables, redirects and errors of each kind. */
    static List<String> everyKind() {
        var paths = new ArrayList<>(List.of(
                "/",
                "/login",
                "/runs",
                "/runs/" + run,
                "/datasets/" + dataset,
                "/account",
                "/audit",
                "/nowhere",
                "/oddboard.css",
                "/odd-chart.js",
                "/icons/mark.svg",
                "/error",
                "/actuator",
                "/actuator/env"));
        for (String call : List.of(
                "/health",
                "/datasets",
                "/runs/" + run,
                "/nothing",
                "/runs/x",
                "/runs?limit=0",
                "/versions/" + version + "/images/0.png",
                "/versions/" + version + "/sheets/0.jpg",
                "/runs/" + run + "/images/0/error-map.png",
                "/runs/" + run + "/scores.csv",
                "/versions/" + version + "/leaderboard.csv",
                "/versions/" + version + "/label-sets/1/labels.csv")) {
            paths.add("/api/v1" + call);
        }
        return paths;
    }

    /** Sends exactly these bytes and reads until the other end closes, or nothing comes for a while. */
    String raw(String request) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            return answer(socket, request);
        }
    }

    /** As {@link #raw(String)}, from another address of this machine. */
    String rawFrom(String address, String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port, InetAddress.getByName(address), 0)) {
            return answer(socket, request);
        }
    }

    private static String answer(Socket socket, String request) throws IOException {
        socket.setSoTimeout(5000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        var answer = new StringBuilder();
        byte[] some = new byte[8192];
        int length;
        try {
            while ((length = socket.getInputStream().read(some)) > 0) {
                answer.append(new String(some, 0, length, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException closedOrSilent) {
            // What has come is the answer.
        }
        return answer.toString();
    }

    String raw(String method, String target, String... headers) throws IOException {
        return raw(head(method, target, headers));
    }

    String head(String method, String target, String... headers) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n";
    }
}
