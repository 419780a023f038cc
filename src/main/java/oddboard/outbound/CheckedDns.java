package oddboard.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** What is connected to is what was checked: no second look-up lies between. */
public final class CheckedDns implements DnsResolver {
    private final HostRules rules;
    private final DnsResolver names;

    public CheckedDns(HostRules rules) {
        this(rules, SystemDefaultDnsResolver.INSTANCE);
    }

    /** @param names what knows the addresses */
    public CheckedDns(HostRules rules, DnsResolver names) {
        this.rules = rules;
        this.names = names;
    }

    /** The host is inside this server's network, and not listed. */
    public static final class InsideException extends UnknownHostException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        InetAddress[] all = names.resolve(host);
        if (!rules.isListed(host, port) && !Arrays.stream(all).allMatch(HostRules::isPublic)) {
            throw new InsideException();
        }
        return Arrays.stream(all).map(one -> new InetSocketAddress(one, port)).toList();
    }

    /** Without a port nothing inside is listed. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = names.resolve(host);
        if (!Arrays.stream(all).allMatch(HostRules::isPublic)) {
            throw new InsideException();
        }
        return all;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
