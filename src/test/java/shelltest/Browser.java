package shelltest;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser sends, without one: a cookie jar and a form. */
public final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String url;

    public Browser(String url) {
        this.url = url;
    }

    /** @param headers name, value, name, value ... */
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Asks for a page as a person does: the answer is HTML. */
    public HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return get(path, "Accept", "text/html");
    }

    public HttpResponse<String> signIn(String name, String password) throws IOException, InterruptedException {
        String form = "username=" + encode(name) + "&password=" + encode(password) + "&_csrf=" + encode(csrf("/login"));
        return send("POST", "/login", form, "Content-Type", "application/x-www-form-urlencoded", "Accept", "text/html");
    }

    public String csrf(String page) throws IOException, InterruptedException {
        Matcher token = CSRF.matcher(page(page).body());
        if (!token.find()) {
            throw new IllegalStateException("no CSRF token in the page");
        }
        return token.group(1);
    }

    public String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("JSESSIONID"))
                .map(cookie -> cookie.getValue())
                .findFirst()
                .orElse("");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
