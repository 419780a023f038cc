package oddboard.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The proxy by which hosts outside are reached: Java's properties {@code https.proxyHost}, {@code https.proxyPort} and
 * {@code http.nonProxyHosts}, else the environment's {@code HTTPS_PROXY} and {@code NO_PROXY}, in capitals or not.
 *
 * @param host null where there is none
 * @param user of the proxy, as is password; null where it asks for none
 * @param direct hosts that are reached without it: {@code example.com} with all below it, {@code *} at an end, or {@code *} alone
 */
public record ProxySettings(
        @Nullable String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        List<String> direct) {
    private static final int DEFAULT_PORT = 3128;
    private static final String REACHED = "host-reached";

    public static final ProxySettings NONE = new ProxySettings(null, 0, null, null, List.of());

    /** @throws IllegalArgumentException where HTTPS_PROXY is no address */
    public static ProxySettings of(Properties properties, Map<String, String> environment) {
        String host = properties.getProperty("https.proxyHost", "").strip();
        if (!host.isEmpty()) {
            return new ProxySettings(
                    host,
                    Integer.parseInt(
                            properties.getProperty("https.proxyPort", "443").strip()),
                    properties.getProperty("https.proxyUser"),
                    properties.getProperty("https.proxyPassword"),
                    listed(properties.getProperty("http.nonProxyHosts", "localhost|127.*|[::1]"), "\\|"));
        }
        String address = either(environment, "https_proxy").strip();
        if (address.isEmpty()) {
            return NONE;
        }
        try {
            URI uri = new URI(address.contains("://") ? address : "http://" + address);
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("HTTPS_PROXY is not an address such as http://proxy.lan:3128");
            }
            String[] user = uri.getUserInfo() == null
                    ? new String[0]
                    : uri.getUserInfo().split(":", 2);
            return new ProxySettings(
                    uri.getHost(),
                    uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                    user.length > 0 ? user[0] : null,
                    user.length > 1 ? user[1] : null,
                    listed(either(environment, "no_proxy"), ","));
        } catch (URISyntaxException e) {
            // Without its cause, which shows the password.
            throw new IllegalArgumentException("HTTPS_PROXY is not an address such as http://proxy.lan:3128");
        }
    }

    private static String either(Map<String, String> environment, String name) {
        return environment.getOrDefault(name.toUpperCase(Locale.ROOT), environment.getOrDefault(name, ""));
    }

    private static List<String> listed(String names, String separator) {
        List<String> all = new ArrayList<>();
        Arrays.stream(names.split(separator))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .forEach(all::add);
        return List.copyOf(all);
    }

    /** Makes a client reach every host by the proxy; none where there is none. */
    public void applyTo(HttpClientBuilder client) {
        if (host == null) {
            return;
        }
        HttpHost proxy = new HttpHost(host, port);
        client.setProxy(proxy);
        if (user != null) {
            BasicCredentialsProvider known = new BasicCredentialsProvider();
            char[] secret = password == null ? new char[0] : password.toCharArray();
            known.setCredentials(new AuthScope(proxy), new UsernamePasswordCredentials(user, secret));
            client.setDefaultCredentialsProvider(known);
        }
        // The client hands out what a proxy says that lets nothing through as if the host had said it.
        client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), REACHED, (request, scope, chain) -> {
            scope.clientContext.setAttribute(REACHED, true);
            return chain.proceed(request, scope);
        });
    }

    /**
     * Whether the answer to a call by the proxy is the host's, and not that of a proxy which lets nothing through.
     *
     * @param context of the call
     */
    public static boolean isReached(HttpContext context) {
        return context.getAttribute(REACHED) != null;
    }

    /** Whether a host is reached by the proxy. */
    public boolean isUsedFor(String target) {
        String wanted = target.toLowerCase(Locale.ROOT);
        return host != null && direct.stream().noneMatch(name -> matches(name, wanted));
    }

    private static boolean matches(String name, String host) {
        if (name.equals("*") || name.equals(host)) {
            return true;
        }
        if (name.endsWith("*")) {
            return host.startsWith(name.substring(0, name.length() - 1));
        }
        String end = name.startsWith("*") ? name.substring(1) : name;
        return host.endsWith(end.startsWith(".") ? end : "." + end);
    }
}
