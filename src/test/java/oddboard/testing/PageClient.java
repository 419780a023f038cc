package oddboard.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser with one page open, as the server sees it: Flow's messages over HTTP, pushes over a WebSocket; nothing is drawn. */
public final class PageClient implements WebSocket.Listener, AutoCloseable {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");
    private static final Pattern SYNC = Pattern.compile("\"syncId\":(\\d+)");
    private static final String SIZES =
            "&v-sh=800&v-sw=1200&v-wh=800&v-ww=1200&v-bh=800&v-bw=1200&v-curdate=1&v-tzo=0&v-dstd=0"
                    + "&v-rtzo=0&v-dston=false&v-tzid=UTC&v-wn=v-1&v-td=false&v-pr=1&v-np=Linux&v-cs=light%20dark&v-pv=VISIBLE&v-tn=aura";
    public final AtomicInteger pushes = new AtomicInteger();
    public final AtomicLong pushBytes = new AtomicLong();
    private final HttpClient http;
    private final String url;
    private final Map<String, String> cookies = new TreeMap<>();
    private final AtomicInteger seen = new AtomicInteger();
    private final StringBuilder part = new StringBuilder();
    private String key = "";
    private int ui;
    private int sent;
    private WebSocket socket;
    private volatile String ended = "";

    public PageClient(HttpClient http, String url) {
        this.http = http;
        this.url = url;
    }

    public void signIn(String name, String password) throws IOException, InterruptedException {
        String token = find(CSRF, get("/login").body());
        HttpResponse<String> answer = send(request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&username="
                        + name + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8))));
        String to = answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() != 302 || to.contains("login")) {
            throw new IOException("sign-in of " + name + ": " + answer.statusCode() + " " + to);
        }
    }

    /** Opens a page again, as its address typed into the browser does. */
    public void open(String route) throws Exception {
        String push = find(Pattern.compile("\"Vaadin-Push-ID\":\"([^\"]+)\""), start(route));
        socket = http.newWebSocketBuilder()
                .header("Cookie", cookie())
                .buildAsync(
                        URI.create(
                                url.replaceFirst("^http", "ws")
                                        + "/VAADIN/push?v-r=push&v-uiId=" + ui + "&v-pushId=" + push
                                        + "&X-Atmosphere-tracking-id=0"
                                        + "&X-Atmosphere-Framework=4.0.1&X-Atmosphere-Transport=websocket&X-Atmosphere-TrackMessageSize=true"
                                        + "&Content-Type=application/json;%20charset=UTF-8&X-atmo-protocol=true&X-Vaadin-LastSeenServerSyncId=0"),
                        this)
                .get(20, TimeUnit.SECONDS);
        go("/" + route);
    }

    /** As {@link #open}, without the page itself and without pushes; {@link #go} is the next step. */
    public String start(String route) throws IOException, InterruptedException {
        get("/" + route);
        String start = get("/?v-r=init&location=" + URLEncoder.encode(route, StandardCharsets.UTF_8) + "&query="
                        + SIZES)
                .body();
        key = find(Pattern.compile("\"Vaadin-Security-Key\":\"([^\"]+)\""), start);
        ui = Integer.parseInt(find(Pattern.compile("\"v-uiId\":(\\d+)"), start));
        sent = 0;
        seen.set(0);
        hear(start);
        return start;
    }

    /** Sends messages of Flow's, whatever they are, as the page's script would; the answer is not judged. */
    public HttpResponse<String> rpc(String messages) throws IOException, InterruptedException {
        return rpc(key, ui, messages);
    }

    /** As {@link #rpc(String)}, with another page's key and number. */
    public HttpResponse<String> rpc(String key, int ui, String messages) throws IOException, InterruptedException {
        String body = "{\"csrfToken\":\"" + key + "\",\"rpc\":" + messages + ",\"syncId\":" + seen.get()
                + ",\"clientId\":" + sent++ + "}";
        HttpResponse<String> answer = raw("/?v-r=uidl&v-uiId=" + ui, body);
        hear(answer.body());
        return answer;
    }

    public HttpResponse<String> raw(String address, String body) throws IOException, InterruptedException {
        return send(request(address)
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(BodyPublishers.ofString(body)));
    }

    public String key() {
        return key;
    }

    public int ui() {
        return ui;
    }

    /**
     * Follows a link, as a click on it does; what stands behind a question mark is the query.
     *
     * @return length of the answer, in characters
     * @throws IOException where the answer is an error
     */
    public int go(String route) throws IOException, InterruptedException {
        String path = route.replaceFirst("\\?.*", "");
        String query =
                route.substring(Math.min(route.length(), path.length() + 1)).replace(" ", "%20");
        HttpResponse<String> answer =
                rpc("[{\"type\":\"event\",\"node\":1,\"event\":\"ui-navigate\",\"data\":{\"route\":\"" + path
                        + "\",\"query\":\"" + query
                        + "\",\"appShellTitle\":\"Oddboard\",\"historyState\":{\"idx\":0},\"trigger\":\"client\"}}]");
        String text = answer.body();
        if (answer.statusCode() != 200
                || text.contains("\"appError\"")
                || text.contains("sessionExpired\":true")
                || text.contains("\"resynchronize\"")
                || !text.contains("\"changes\"")) {
            throw new IOException(
                    route + ": " + answer.statusCode() + " " + text.substring(0, Math.min(200, text.length())));
        }
        if (!ended.isEmpty()) {
            throw new IOException("the push connection ended: " + ended);
        }
        return text.length();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(path).header("Accept", "text/html"));
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode());
        }
        return answer;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .version(HttpClient.Version.HTTP_1_1);
        return cookies.isEmpty() ? request : request.header("Cookie", cookie());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        for (String set : answer.headers().allValues("Set-Cookie")) {
            String pair = set.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair);
        }
        return answer;
    }

    private String cookie() {
        return String.join("; ", cookies.values());
    }

    private void hear(String text) {
        for (Matcher id = SYNC.matcher(text); id.find(); ) {
            int number = Integer.parseInt(id.group(1));
            seen.accumulateAndGet(number, Math::max);
        }
    }

    private static String find(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("not found: " + pattern + " in " + text.substring(0, Math.min(300, text.length())));
        }
        return matcher.group(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            String message = part.toString();
            part.setLength(0);
            if (message.contains("syncId")) {
                pushes.incrementAndGet();
                pushBytes.addAndGet(message.length());
                hear(message);
            }
        }
        return WebSocket.Listener.super.onText(from, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        ended = status + " " + reason;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended = error.toString();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
