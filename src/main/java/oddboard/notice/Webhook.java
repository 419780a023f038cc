package oddboard.notice;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import oddboard.common.StoredJson;
import oddboard.outbound.CheckedDns;
import oddboard.outbound.ProxySettings;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Sends messages to addresses that users chose, and to no address that {@link WebhookRules} refuse. Tells of the answer its
 * status alone, never its content. Where there is a proxy, https goes by it; plain http, which is for hosts inside, does not.
 */
@Component
public class Webhook implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private final WebhookRules rules;
    private final ProxySettings proxy;
    private final CloseableHttpClient direct;
    private final CloseableHttpClient proxied;
    private final ScheduledExecutorService deadline = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhook-deadline").daemon().factory());

    @Autowired
    Webhook(WebhookRules rules) {
        this(
                rules,
                new CheckedDns(rules),
                rules.allowed().isEmpty()
                        ? ProxySettings.NONE
                        : ProxySettings.of(System.getProperties(), System.getenv()));
    }

    /** @param names of hosts that are reached directly */
    Webhook(WebhookRules rules, CheckedDns names, ProxySettings proxy) {
        this.rules = rules;
        this.proxy = proxy;
        direct = client(names).build();
        HttpClientBuilder behind = client(SystemDefaultDnsResolver.INSTANCE);
        proxy.applyTo(behind);
        proxied = behind.build();
    }

    private static HttpClientBuilder client(DnsResolver names) {
        Timeout patience = Timeout.of(PATIENCE);
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(patience)
                                .setSocketTimeout(patience)
                                .build())
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Oddboard");
    }

    private boolean isProxied(URI address) {
        return address.getScheme().equalsIgnoreCase("https") && proxy.isUsedFor(address.getHost());
    }

    /**
     * How it went.
     *
     * @param status of the HTTP answer; 0 where there was none
     * @param sentence for whoever set the address
     * @param retryAfter for how long the host wants to be left alone, as it says in seconds
     */
    public record Result(int status, String sentence, Optional<Duration> retryAfter) {
        public boolean sent() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * Where messages to this address go.
     *
     * @return its host
     * @throws IllegalArgumentException with a sentence where it may not be used
     */
    public String requireAllowed(String address) {
        return rules.check(address, this::isProxied).getHost();
    }

    /** Hosts that may be called, as the administrator lists them. */
    public List<String> allowedHosts() {
        return rules.allowed();
    }

    /** In Slack's form, {@code {"text": ...}}. */
    Result send(String address, String text) {
        byte[] body = StoredJson.MAPPER.writeValueAsBytes(Map.of("text", text));
        return send(address, body, Map.of(), PATIENCE);
    }

    /**
     * Posts JSON.
     *
     * @param headers beside those of every request
     * @param patience until the whole answer must be there
     */
    public Result send(String address, byte[] json, Map<String, String> headers, Duration patience) {
        URI uri;
        try {
            uri = rules.check(address, this::isProxied);
        } catch (IllegalArgumentException e) {
            return failed(String.valueOf(e.getMessage()));
        }
        HttpPost post = new HttpPost(uri);
        post.setConfig(
                RequestConfig.custom().setResponseTimeout(Timeout.of(patience)).build());
        headers.forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        String late = "The host did not answer within " + patience.toSeconds() + " s.";
        // An answer that trickles in would outlive the time-outs of connecting and reading.
        var cancel = deadline.schedule(post::cancel, patience.toMillis(), TimeUnit.MILLISECONDS);
        boolean behind = isProxied(uri);
        HttpClientContext context = HttpClientContext.create();
        // Closed with the answer's content unread, however much there is of it.
        try (ClassicHttpResponse response =
                (behind ? proxied : direct).executeOpen(HttpHost.create(uri), post, context)) {
            return behind && !ProxySettings.isReached(context)
                    ? failed("The host was not called: " + proxyWords() + " answered with status " + response.getCode()
                            + ".")
                    : answered(response);
        } catch (CheckedDns.InsideException e) {
            return failed("The host " + uri.getHost() + " is inside this server's network, and the administrator "
                    + "does not list it in oddboard.webhook.allowed-hosts.");
        } catch (UnknownHostException e) {
            return failed(
                    "There is no host named " + (behind ? proxy.host() + ", which is the proxy" : uri.getHost()) + ".");
        } catch (SSLException e) {
            return failed("The host's certificate or encryption can't be trusted.");
        } catch (InterruptedIOException e) {
            return failed(late);
        } catch (IOException | RuntimeException e) {
            return failed(
                    post.isCancelled()
                            ? late
                            : "The host could not be reached" + (behind ? " by " + proxyWords() : "") + ".");
        } finally {
            cancel.cancel(false);
        }
    }

    private String proxyWords() {
        return "the proxy " + proxy.host() + ":" + proxy.port();
    }

    private static Result failed(String sentence) {
        return new Result(0, sentence, Optional.empty());
    }

    private static Result answered(ClassicHttpResponse response) {
        int status = response.getCode();
        String sentence = status >= 200 && status < 300
                ? "The host took it, with status " + status + "."
                : status >= 300 && status < 400
                        ? "The host answered with a redirect (status " + status + "), which is not followed."
                        : "The host answered with status " + status + ".";
        Optional<Duration> wanted = Optional.ofNullable(response.getFirstHeader("Retry-After"))
                .map(Header::getValue)
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
        return new Result(status, sentence, wanted);
    }

    @Override
    public void close() throws IOException {
        deadline.shutdownNow();
        direct.close();
        proxied.close();
    }
}
