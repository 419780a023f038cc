package oddboard.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import oddboard.common.StoredJson;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/webhooks.md take what is from here and refuse everything else. */
class VerifySampleTest {
    private static final byte[] BODY =
            "{\"type\":\"run.failed\",\"data\":{\"name\":\"süß\"}}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final Secret secret = Secret.random();

    /** What a sample says: of an event as it is sent, of another body, of another secret, and of an old one. */
    private interface Sample {
        boolean verify(String secret, Map<String, String> headers, byte[] body) throws Exception;
    }

    private void check(Sample sample) throws Exception {
        long now = Instant.now().getEpochSecond();
        assertThat(sample.verify(secret.shown(), headers(now, secret), BODY)).isTrue();
        Map<String, String> two = headers(now, Secret.random());
        two.merge("webhook-signature", secret.sign("msg_1", now, BODY), (old, fresh) -> old + " " + fresh);
        assertThat(sample.verify(secret.shown(), two, BODY)).isTrue();
        assertThat(sample.verify(secret.shown(), headers(now, secret), "{}".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(sample.verify(Secret.random().shown(), headers(now, secret), BODY))
                .isFalse();
        assertThat(sample.verify(secret.shown(), headers(now - 400, secret), BODY))
                .isFalse();
    }

    private static Map<String, String> headers(long at, Secret signing) {
        return new HashMap<>(Map.of(
                "webhook-id",
                "msg_1",
                "webhook-timestamp",
                Long.toString(at),
                "webhook-signature",
                signing.sign("msg_1", at, BODY)));
    }

    private static String sample(String language) throws Exception {
        Matcher code = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/webhooks.md")));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    @Test
    void theJavaSampleVerifies() throws Exception {
        Path source = Files.writeString(folder.resolve("Verifier.java"), sample("java"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString()))
                .isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Method verify =
                    loader.loadClass("Verifier").getDeclaredMethod("verify", String.class, Map.class, byte[].class);
            verify.setAccessible(true);
            check((key, headers, body) -> (boolean) verify.invoke(null, key, headers, body));
        }
    }

    @StartsProcess
    @Test
    void thePythonSampleVerifies() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no Python here");
        Path script = Files.writeString(
                folder.resolve("verifier.py"),
                sample("python")
                        + "\nimport json, sys\nasked = json.load(sys.stdin)\n"
                        + "print(verify(asked['secret'], asked['headers'], asked['body'].encode()))\n");
        check((key, headers, body) -> python(
                script, Map.of("secret", key, "headers", headers, "body", new String(body, StandardCharsets.UTF_8))));
    }

    private static boolean python(Path script, Map<String, Object> asked) throws Exception {
        Process process = new ProcessBuilder("/usr/bin/python3", script.toString())
                .redirectErrorStream(true)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(StoredJson.MAPPER.writeValueAsBytes(asked));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isIn("True", "False");
        return said.equals("True");
    }
}
