package oddboard.detector;

import ai.djl.util.Utils;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds CUDA's runtime library for DJL, which counts GPUs with it and looks for the name {@code libcudart.so} alone. LibTorch has
 * it as {@code libcudart-218eec4c.so.12}, NVIDIA's packages as {@code libcudart.so.12}.
 */
final class CudaRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(CudaRuntime.class);
    private static final String PLAIN = "libcudart.so";
    private static final Pattern NAME = Pattern.compile("libcudart(-[0-9a-f]+)?\\.so(\\.\\d+)*");
    private static final String NATIVES = "native/lib/pytorch.properties";
    private static boolean prepared;
    private static @Nullable Path found;

    private CudaRuntime() {}

    /** Before the engine is first used: DJL looks once in a process. Does nothing but on Linux. */
    static synchronized void prepare() {
        if (prepared || !System.getProperty("os.name", "").startsWith("Linux")) {
            return;
        }
        prepared = true;
        try {
            // The engine's own first: a newer one of the machine's may ask for a newer driver than there is.
            Optional<Path> library = find(paths(Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH")));
            if (library.isEmpty()) {
                library = bundled();
            }
            if (library.isEmpty()) {
                library = find(folders());
            }
            if (library.isPresent()) {
                found = library.get();
                NativeLibrary.addSearchPath("cudart", folderWithPlainName(found).toString());
                LOG.info("CUDA's runtime library is {}", found);
            }
        } catch (IOException e) {
            LOG.warn("CUDA's runtime library {} can't be used: {}", found, e.toString());
        }
        chooseFlavor();
    }

    /** What {@link #prepare} found. */
    static synchronized Optional<Path> library() {
        return Optional.ofNullable(found);
    }

    /** The newest one in the first of the folders that has any. */
    static Optional<Path> find(List<Path> folders) {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.list(folder)) {
                Optional<Path> newest = files.filter(
                                f -> NAME.matcher(f.getFileName().toString()).matches())
                        .filter(Files::isRegularFile)
                        .max(Comparator.comparing(Path::toString));
                if (newest.isPresent()) {
                    return newest;
                }
            } catch (IOException e) {
                LOG.warn("The folder {} can't be read: {}", folder, e.toString());
            }
        }
        return Optional.empty();
    }

    /** The folder of a file {@code libcudart.so}: the library's own, or one in the cache with a link to it. */
    static Path folderWithPlainName(Path library) throws IOException {
        if (library.endsWith(PLAIN)) {
            return Objects.requireNonNull(library.toAbsolutePath().getParent());
        }
        Path real = library.toRealPath();
        Path folder = Files.createDirectories(
                cache().resolve(Integer.toHexString(real.toString().hashCode())));
        // Several workers start at once: each link is whole when it gets its name.
        Path fresh = Files.createTempDirectory(folder, "new");
        Files.createSymbolicLink(fresh.resolve(PLAIN), real);
        Files.move(fresh.resolve(PLAIN), folder.resolve(PLAIN), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(fresh);
        return folder;
    }

    private static Path cache() {
        return Utils.getCacheDir().resolve("cuda");
    }

    /** Where the linker looks, and where CUDA's packages go. */
    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>(paths(System.getenv("LD_LIBRARY_PATH")));
        Path local = Path.of("/usr/local");
        if (Files.isDirectory(local)) {
            List<Path> versions = new ArrayList<>();
            try (DirectoryStream<Path> all = Files.newDirectoryStream(local, "cuda*")) {
                all.forEach(versions::add);
            } catch (IOException e) {
                LOG.warn("The folder {} can't be read: {}", local, e.toString());
            }
            Collections.sort(versions);
            versions.forEach(version -> folders.add(version.resolve("lib64")));
        }
        return folders;
    }

    private static List<Path> paths(@Nullable String given) {
        List<Path> folders = new ArrayList<>();
        if (given != null) {
            for (String part : given.split(File.pathSeparator)) {
                if (!part.isBlank()) {
                    Path path = Path.of(part.strip());
                    folders.add(
                            Files.isRegularFile(path) ? path.toAbsolutePath().getParent() : path);
                }
            }
        }
        return folders;
    }

    /** Of natives for a GPU on the class path, which DJL unpacks only where it has counted GPUs by it. */
    private static Optional<Path> bundled() throws IOException {
        for (URL url : Collections.list(CudaRuntime.class.getClassLoader().getResources(NATIVES))) {
            Properties natives = new Properties();
            try (InputStream in = url.openStream()) {
                natives.load(in);
            }
            String flavor = natives.getProperty("flavor", "");
            for (String file : natives.getProperty("libraries", "").split(",")) {
                if (flavor.startsWith("cu") && NAME.matcher(file).matches()) {
                    return Optional.of(
                            unpacked("pytorch/" + flavor + "/" + natives.getProperty("classifier") + "/" + file));
                }
            }
        }
        return Optional.empty();
    }

    private static Path unpacked(String resource) throws IOException {
        Path file = cache().resolve(resource);
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "new", "");
            try (InputStream in = CudaRuntime.class.getClassLoader().getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("the natives for CUDA have no " + resource);
                }
                Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    /** DJL takes a LibTorch of one's own for one of an older ABI, for which it has no part any more. */
    private static void chooseFlavor() {
        if (Utils.getEnvOrSystemProperty("PYTORCH_FLAVOR") != null) {
            return;
        }
        for (Path folder : paths(Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH"))) {
            if (Files.exists(folder.resolve("libtorch.so"))) {
                boolean cuda = Files.exists(folder.resolve("libtorch_cuda.so"));
                System.setProperty("PYTORCH_FLAVOR", cuda ? cudaFlavor() : "cpu");
                return;
            }
        }
    }

    /** That for which the JNI part on the class path was built, such as cu128. */
    private static String cudaFlavor() {
        String folder = "jnilib/linux-" + System.getProperty("os.arch", "").replace("amd64", "x86_64") + "/";
        return Stream.of("cu128", "cu124")
                .filter(f -> CudaRuntime.class.getClassLoader().getResource(folder + f + "/libdjl_torch.so") != null)
                .findFirst()
                .orElse("cu128");
    }
}
