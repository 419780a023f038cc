package oddboard.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRulesTest {
    private final HostRules rules = new HostRules(
            "webhook",
            "oddboard.webhook.allowed-hosts",
            List.of(
                    "Hooks.lan",
                    " http://plain.lan:8080",
                    "hooks.slack.com",
                    "ported.lan:8443",
                    "https://safe.lan:444",
                    "http://old.lan"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.1",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2002:c0a8:101::",
                "64:ff9b::ac10:1",
                "2001::1",
                "::127.0.0.1",
                "2130706433"
            })
    void knowsAddressesThatAreInside(String address) throws Exception {
        assertThat(HostRules.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.1.0.1",
                "198.20.0.1",
                "223.255.255.254",
                "2606:4700:4700::1111",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void knowsAddressesThatArePublic(String address) throws Exception {
        assertThat(HostRules.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/x",
                "http://hooks.lan/x",
                "http://plain.lan/x",
                "http://plain.lan:8081/x",
                "https://plain.lan:8080/x",
                "https://plain.lan/x",
                "https://hooks.slack.com:8443/x",
                "https://ported.lan/x",
                "https://ported.lan:443/x",
                "https://ported.lan:9200/x",
                "http://ported.lan:8443/x",
                "http://old.lan:9200/x",
                "ftp://example.com/x",
                "file:///etc/passwd",
                "//example.com",
                "example.com",
                "https:///x",
                "https://",
                "https://a:b@example.com/",
                "https://example.com/with blank",
                "javascript:alert(1)",
                "",
                "https://example.com/x",
                "https://evil-hooks.lan/x",
                "https://slack.com/x",
                "https://hooks.slack.com.example.com/x"
            })
    void refusesOtherAddressesWithASentence(String address) {
        assertThatThrownBy(() -> rules.check(address))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .endsWith(".")
                .hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.slack.com/services/T0/B0?a=b",
                "HTTPS://HOOKS.Slack.com:443/",
                "https://ported.lan:8443/x",
                "https://safe.lan:444/x",
                "http://old.lan/x",
                "http://old.lan:80/x",
                "https://hooks.lan/x",
                "http://plain.lan:8080/x"
            })
    void takesHostsThatAreListed(String address) {
        assertThatCode(() -> rules.check(address)).doesNotThrowAnyException();
    }

    @Test
    void takesEveryHostByHttpsWhereAStarIsListed() {
        HostRules open = new HostRules("webhook", "oddboard.webhook.allowed-hosts", List.of("*"));
        assertThatCode(() -> open.check("https://example.com/x")).doesNotThrowAnyException();
        assertThatThrownBy(() -> open.check("http://example.com/x")).isInstanceOf(IllegalArgumentException.class);
        assertThat(open.isListed("127.0.0.1", 443)).as("it may be inside").isFalse();
    }

    @Test
    void takesAHostForListedAtItsPortAlone() {
        assertThat(rules.isListed("hooks.LAN", 443)).isTrue();
        assertThat(rules.isListed("hooks.lan", 8443)).isFalse();
        assertThat(rules.isListed("plain.lan", 8080)).isTrue();
        assertThat(rules.isListed("plain.lan", 80)).isFalse();
        assertThat(rules.isListed("plain.lan", 22)).isFalse();
        assertThat(rules.isListed("lan", 443)).isFalse();
        assertThat(rules.isListed("evil-hooks.lan", 443)).isFalse();
    }
}
