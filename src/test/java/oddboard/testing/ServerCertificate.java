package oddboard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-made certificate of a server, as a company makes one for its own hosts. Java's keytool writes it. */
public final class ServerCertificate {
    private static final String PASSWORD = "of-the-test";

    private final Path store;

    private ServerCertificate(Path store) {
        this.store = store;
    }

    /**
     * @param folder for the file
     * @param host as in {@code dns:files.example} or {@code ip:127.0.0.1}
     */
    public static ServerCertificate of(Path folder, String host) throws Exception {
        Path store = Files.createTempDirectory(folder, "certificate").resolve("keys.p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host.substring(host.indexOf(':') + 1),
                "-ext",
                "SAN=" + host,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return new ServerCertificate(store);
    }

    /** For the server. */
    public SSLContext context() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    /** Options of a JVM that trusts this certificate alone. */
    public List<String> trustOptions() {
        return List.of("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /** What is made by a JVM that trusts this certificate alone. */
    public <T> T trusted(Supplier<T> client) {
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        try {
            return client.get();
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }
}
