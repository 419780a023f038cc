package oddboard.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Runs the programs of a bundle as somebody who has unpacked it. */
final class SamplePrograms {
    private SamplePrograms() {}

    /** A Python that can do this; "" where there is none. */
    static String python(String imports) throws Exception {
        String named = System.getenv("ODDBOARD_TEST_PYTHON");
        for (String python : named == null ? List.of("python3", "python") : List.of(named)) {
            try {
                if (new ProcessBuilder(python, "-c", imports)
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0) {
                    return python;
                }
            } catch (java.io.IOException e) {
                // not installed
            }
        }
        return "";
    }

    /** What {@code Score.java} prints of these images. */
    static String java(Path folder, String... images) throws Exception {
        String runtime = Path.of(ai.onnxruntime.OrtEnvironment.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                runtime,
                "Score.java"));
        command.addAll(List.of(images));
        return run(folder, command);
    }

    static String run(Path folder, List<String> command) throws Exception {
        File printed = folder.resolve("printed.txt").toFile();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed)
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(printed.toPath());
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    /** @param root the bundle's one folder */
    static Map<String, byte[]> files(byte[] bundle, String root) throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getName()).startsWith(root);
                files.put(entry.getName().substring(root.length()), zip.readAllBytes());
            }
        }
        return files;
    }
}
