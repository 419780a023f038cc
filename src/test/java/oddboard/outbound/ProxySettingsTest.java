package oddboard.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ProxySettingsTest {
    private static ProxySettings environment(String proxy, String direct) {
        return ProxySettings.of(new Properties(), Map.of("HTTPS_PROXY", proxy, "no_proxy", direct));
    }

    @Test
    void theEnvironmentNamesTheProxyAndWhatIsReachedWithoutIt() {
        ProxySettings proxy = environment("http://me:se%40cret@proxy.lan:8080", " .corp.test, files.test ,10.*");
        assertThat(proxy.host()).isEqualTo("proxy.lan");
        assertThat(proxy.port()).isEqualTo(8080);
        assertThat(proxy.user()).isEqualTo("me");
        assertThat(proxy.password()).isEqualTo("se@cret");
        assertThat(proxy.isUsedFor("example.com")).isTrue();
        assertThat(proxy.isUsedFor("A.Corp.test")).isFalse();
        assertThat(proxy.isUsedFor("a.files.test")).isFalse();
        assertThat(proxy.isUsedFor("otherfiles.test")).isTrue();
        assertThat(proxy.isUsedFor("10.1.2.3")).isFalse();
        assertThat(environment("proxy.lan", "*").isUsedFor("example.com")).isFalse();
        assertThat(environment("proxy.lan", "").port()).isEqualTo(3128);
        assertThat(ProxySettings.of(new Properties(), Map.of()).isUsedFor("example.com"))
                .isFalse();
    }

    @Test
    void javasPropertiesComeFirst() {
        Properties java = new Properties();
        java.setProperty("https.proxyHost", "java.lan");
        java.setProperty("https.proxyPort", "81");
        java.setProperty("http.nonProxyHosts", "*.corp.test|localhost");
        ProxySettings proxy = ProxySettings.of(java, Map.of("HTTPS_PROXY", "http://other.lan"));
        assertThat(proxy.host()).isEqualTo("java.lan");
        assertThat(proxy.port()).isEqualTo(81);
        assertThat(proxy.isUsedFor("a.corp.test")).isFalse();
        assertThat(proxy.isUsedFor("corp.test.example.com")).isTrue();
    }

    @Test
    void whatIsNoAddressIsToldWithoutItsPassword() {
        for (String wrong : new String[] {"http://me:secret word@proxy.lan", "http://"}) {
            assertThatThrownBy(() -> environment(wrong, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("HTTPS_PROXY is not an address such as http://proxy.lan:3128")
                    .hasNoCause();
        }
    }
}
