package oddboard.place;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import oddboard.common.InputException;
import oddboard.outbound.CheckedDns;
import oddboard.outbound.HostRules;
import oddboard.outbound.ProxySettings;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Files at addresses of hosts that the administrator lists. Where a host is reached directly, what is connected to is what was
 * checked. A proxy looks hosts up by itself, so by a proxy only hosts that are listed by name are reached, never by {@code *}.
 */
@Component
class WebFiles implements AutoCloseable {
    static final String SETTING = "oddboard.upload.allowed-hosts";
    private static final int MAX_REDIRECTS = 5;
    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final Timeout SILENCE = Timeout.ofSeconds(30);

    private final HostRules rules;
    private final ProxySettings proxy;
    private final CloseableHttpClient direct;
    private final CloseableHttpClient proxied;

    @Autowired
    WebFiles(@Value("${" + SETTING + ":}") List<String> allowed) {
        this(
                allowed,
                allowed.stream().allMatch(String::isBlank)
                        ? ProxySettings.NONE
                        : ProxySettings.of(System.getProperties(), System.getenv()));
    }

    WebFiles(List<String> allowed, ProxySettings proxy) {
        this.rules = new HostRules("file", SETTING, allowed);
        this.proxy = proxy;
        direct = client(connections().setDnsResolver(new CheckedDns(rules))).build();
        HttpClientBuilder behind = client(connections().setDnsResolver(SystemDefaultDnsResolver.INSTANCE));
        proxy.applyTo(behind);
        proxied = behind.build();
    }

    private static PoolingHttpClientConnectionManagerBuilder connections() {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(SILENCE)
                        .build());
    }

    private static HttpClientBuilder client(PoolingHttpClientConnectionManagerBuilder connections) {
        return HttpClients.custom()
                .setConnectionManager(connections.build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                // Ranges count bytes as they lie there.
                .disableContentCompression()
                .setUserAgent("Oddboard");
    }

    static boolean isAddress(String path) {
        return path.strip().toLowerCase(Locale.ROOT).matches("(?s)https?://.*");
    }

    boolean isOpen() {
        return !rules.allowed().isEmpty();
    }

    /** @throws InputException where there is no file at this address, or it may not be taken */
    Place find(String address) {
        return WebFile.at(this, check(address));
    }

    private URI check(String address) {
        try {
            return rules.check(address, uri -> proxy.isUsedFor(uri.getHost()));
        } catch (IllegalArgumentException e) {
            throw new InputException("ADDRESS_REFUSED", "", "", String.valueOf(e.getMessage()));
        }
    }

    /**
     * The answer to a GET, behind redirects, each of which is checked as the address itself was. Whoever asks closes it.
     *
     * @param headers to send
     * @throws InputException where a host on the way may not be called
     * @throws IOException where a host does not answer
     */
    WebAnswer get(URI address, List<Header> headers) throws IOException {
        URI at = address;
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            HttpGet get = new HttpGet(at);
            headers.forEach(get::addHeader);
            WebAnswer answer = answer(at, get);
            String to = answer.value("Location").strip();
            if (answer.status() / 100 != 3 || to.isEmpty()) {
                return answer;
            }
            answer.close();
            try {
                at = check(at.resolve(to).toString());
            } catch (IllegalArgumentException e) {
                throw new InputException(
                        "ADDRESS_REFUSED", "", "", "The host " + at.getHost() + " redirects to what is no address.");
            }
        }
        throw new InputException(
                "ADDRESS_REFUSED", "", "", "The host " + address.getHost() + " redirects more than 5 times.");
    }

    private WebAnswer answer(URI at, HttpGet get) throws IOException {
        try {
            boolean behind = proxy.isUsedFor(at.getHost());
            HttpClientContext context = HttpClientContext.create();
            WebAnswer answer =
                    new WebAnswer(get, (behind ? proxied : direct).executeOpen(HttpHost.create(at), get, context));
            if (behind && !ProxySettings.isReached(context)) {
                answer.close();
                throw new InputException(
                        "ADDRESS_AWAY",
                        "",
                        "",
                        "The host " + at.getHost() + " can't be reached: the proxy " + proxy.host() + ":" + proxy.port()
                                + " answered with status " + answer.status() + ".");
            }
            return answer;
        } catch (CheckedDns.InsideException e) {
            throw new InputException(
                    "ADDRESS_REFUSED",
                    "",
                    "",
                    "The host " + at.getHost()
                            + " is inside this server's network, and the administrator does not list it in " + SETTING
                            + ".");
        }
    }

    @Override
    public void close() throws IOException {
        direct.close();
        proxied.close();
    }
}
