package oddboard.detector;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.cuda.CudaUtils;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CUDA's runtime library under the names that LibTorch and NVIDIA give it; no GPU is needed for that. */
@EnabledOnOs(OS.LINUX)
class CudaRuntimeTest {
    private static final String HASHED = "libcudart-218eec4c.so.12";
    /** A runtime library that counts two GPUs. */
    private static final String SOURCE = """
            int cudaGetDeviceCount(int *count) { *count = 2; return 0; }
            int cudaRuntimeGetVersion(int *version) { *version = 12080; return 0; }
            int cudaDeviceGetAttribute(int *value, int what, int device) { *value = what == 75 ? 9 : 0; return 0; }
            const char *cudaGetErrorString(int code) { return "none"; }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {HASHED, "libcudart-9335f6a2.so.12.4.127", "libcudart.so.12", "libcudart.so"})
    void findsItUnderEveryName(String name) throws IOException {
        for (String other : List.of("libc10_cuda.so", "libcublas.so.12", "libcudart_static.a", "libcudart.txt", name)) {
            Files.writeString(folder.resolve(other), "");
        }
        assertThat(CudaRuntime.find(List.of(folder.resolve("none"), folder))).contains(folder.resolve(name));
        Path plain = CudaRuntime.folderWithPlainName(folder.resolve(name));
        assertThat(plain.resolve("libcudart.so").toRealPath())
                .isEqualTo(folder.resolve(name).toRealPath());
        assertThat(CudaRuntime.folderWithPlainName(folder.resolve(name)))
                .as("again")
                .isEqualTo(plain);
    }

    @Test
    void findsNoneWhereThereIsNone() throws IOException {
        Files.writeString(folder.resolve("libtorch_cpu.so"), "");
        assertThat(CudaRuntime.find(List.of(folder))).isEmpty();
    }

    /** With a library that every Java has in place of CUDA's, which few machines have. */
    @Test
    @StartsProcess
    void isLoadedUnderTheNameThatDjlAsksFor() throws Exception {
        Files.copy(anyLibrary(), folder.resolve(HASHED));
        assertThat(inAProcess("loaded"))
                .endsWith("/libcudart.so -> " + folder.toRealPath().resolve(HASHED));
    }

    @Test
    @StartsProcess
    void djlCountsTheGpusByIt() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")), "no C compiler");
        Path source = Files.writeString(folder.resolve("cudart.c"), SOURCE);
        Process compiler = new ProcessBuilder(
                        "/usr/bin/cc",
                        "-shared",
                        "-fPIC",
                        "-o",
                        folder.resolve(HASHED).toString(),
                        source.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        assertThat(inAProcess("count")).isEqualTo("2 GPUs, CUDA 12080, cu128");
    }

    private static Path anyLibrary() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("java.home"), "lib"))) {
            return files.filter(f -> f.endsWith("libzip.so")).findFirst().orElseThrow();
        }
    }

    /** What a process prints whose LibTorch lies in the folder. */
    private String inAProcess(String what) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-DPYTORCH_LIBRARY_PATH=" + folder,
                        "-DDJL_CACHE_DIR=" + folder.resolve("cache"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CudaRuntimeTest.class.getName(),
                        what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said.lines().reduce("", (before, line) -> line);
    }

    public static void main(String[] args) throws IOException {
        CudaRuntime.prepare();
        if (args[0].equals("loaded")) {
            Path file = NativeLibrary.getInstance("cudart").getFile().toPath();
            System.out.println(file + " -> " + file.toRealPath());
        } else {
            System.out.println(CudaUtils.getGpuCount() + " GPUs, CUDA " + CudaUtils.getCudaVersion() + ", cu"
                    + CudaUtils.getCudaVersionString());
        }
    }
}
