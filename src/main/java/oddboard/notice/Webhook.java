package oddboard.notice;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import oddboard.common.StoredJson;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;

/** Sends one message in Slack's form, {@code {"text": ...}}. Tells of the answer its status alone, never its content. */
@Component
class Webhook implements AutoCloseable {
    private static final long SECONDS = 5;
    private final WebhookRules rules;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadline = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhook-deadline").daemon().factory());

    Webhook(WebhookRules rules) {
        this.rules = rules;
        Timeout patience = Timeout.ofSeconds(SECONDS);
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Outside())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(patience)
                                .setSocketTimeout(patience)
                                .build())
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Oddboard")
                .build();
    }

    /** @param sentence of how it went, for whoever set the address */
    record Result(boolean sent, String sentence) {}

    Result send(String address, String text) {
        URI uri;
        try {
            uri = rules.check(address);
        } catch (IllegalArgumentException e) {
            return new Result(false, String.valueOf(e.getMessage()));
        }
        HttpPost post = new HttpPost(uri);
        post.setEntity(new StringEntity(
                StoredJson.MAPPER.writeValueAsString(Map.of("text", text)), ContentType.APPLICATION_JSON));
        // An answer that trickles in would outlive the time-outs of connecting and reading.
        var late = deadline.schedule(post::cancel, SECONDS, TimeUnit.SECONDS);
        // Closed with the answer's content unread, however much there is of it.
        try (ClassicHttpResponse response = client.executeOpen(HttpHost.create(uri), post, null)) {
            return evaluated(response.getCode());
        } catch (Inside e) {
            return new Result(
                    false,
                    "The host " + uri.getHost() + " is inside this server's network, and the administrator "
                            + "does not list it in oddboard.webhook.allowed-hosts.");
        } catch (UnknownHostException e) {
            return new Result(false, "There is no host named " + uri.getHost() + ".");
        } catch (SSLException e) {
            return new Result(false, "The host's certificate or encryption can't be trusted.");
        } catch (InterruptedIOException e) {
            return new Result(false, "The host did not answer within " + SECONDS + " s.");
        } catch (IOException | RuntimeException e) {
            return new Result(
                    false,
                    post.isCancelled()
                            ? "The host did not answer within " + SECONDS + " s."
                            : "The host could not be reached.");
        } finally {
            late.cancel(false);
        }
    }

    private static Result evaluated(int status) {
        if (status >= 200 && status < 300) {
            return new Result(true, "The host took it, with status " + status + ".");
        }
        return new Result(
                false,
                status >= 300 && status < 400
                        ? "The host answered with a redirect (status " + status + "), which is not followed."
                        : "The host answered with status " + status + ".");
    }

    private static final class Inside extends UnknownHostException {
        private static final long serialVersionUID = 1L;
    }

    /** What is connected to is what was checked: no second look-up lies between. */
    private final class Outside implements DnsResolver {
        @Override
        public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
            InetAddress[] all = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            if (!rules.isListed(host, port) && !Arrays.stream(all).allMatch(WebhookRules::isPublic)) {
                throw new Inside();
            }
            return Arrays.stream(all)
                    .map(one -> new InetSocketAddress(one, port))
                    .toList();
        }

        /** Without a port nothing inside is listed. */
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] all = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            if (!Arrays.stream(all).allMatch(WebhookRules::isPublic)) {
                throw new Inside();
            }
            return all;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @Override
    public void close() throws IOException {
        deadline.shutdownNow();
        client.close();
    }
}
