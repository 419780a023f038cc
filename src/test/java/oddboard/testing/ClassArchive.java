package oddboard.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tests' class path for other processes, which start in two thirds of the time once one of them has left its loaded
 * classes in an archive (the JVM's class data sharing).
 */
public final class ClassArchive {
    private static final Path FOLDER = folder();
    private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");
    private static final String CLASS_PATH = jars();
    private static @Nullable Process maker;

    private ClassArchive() {}

    /** The same classes in the same order, all in jars: of folders the JVM archives nothing. */
    public static String classPath() {
        return CLASS_PATH;
    }

    /** Of a process with {@link #classPath()}: what makes it use the archive, where there is one. */
    public static synchronized List<String> options() {
        // It is whole only when the process that writes it has ended.
        return Files.exists(ARCHIVE) && (maker == null || !maker.isAlive())
                ? List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:cds*=off")
                : List.of();
    }

    /** Starts a process that leaves the archive behind when it ends, where none has yet. */
    static synchronized Process startAsMaker(ProcessBuilder process) throws IOException {
        if (Files.exists(ARCHIVE) || maker != null && maker.isAlive()) {
            return process.start();
        }
        process.command().addAll(1, List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE, "-Xlog:cds*=off"));
        maker = process.start();
        return maker;
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("oddboard-classes");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jars() {
        ARCHIVE.toFile().deleteOnExit();
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                // An empty entry is the folder in which the tests run, with another db/migration in it.
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(Files::exists)
                .map(entry -> Files.isDirectory(entry) ? jar(entry) : entry)
                .map(entry -> entry.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(Path classes) {
        try {
            Path jar = Files.createTempFile(FOLDER, "", ".jar");
            jar.toFile().deleteOnExit();
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(file);
                    Stream<Path> paths = Files.walk(classes)) {
                entries.setLevel(1);
                for (Path path : paths.filter(path -> !path.equals(classes)).toList()) {
                    boolean folder = Files.isDirectory(path);
                    String name = classes.relativize(path).toString().replace(File.separatorChar, '/');
                    // Folders too: class path scanning and Flyway ask for them by name.
                    entries.putNextEntry(new JarEntry(folder ? name + "/" : name));
                    if (!folder) {
                        Files.copy(path, entries);
                    }
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
