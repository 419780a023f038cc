package oddboard.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles changed sources, and those that name a changed class. */
final class Compiler {
    private final Path sources;
    private final Path classes;

    /** @param classes the folder with all of the program's class files */
    Compiler(Path sources, Path classes) {
        this.sources = sources;
        this.classes = classes;
    }

    /** The class files that are new or changed, by their paths in the folder; none after an error, which it prints. */
    Map<Path, byte[]> compile(Collection<Path> changed) throws IOException {
        Path output = Files.createTempDirectory("oddboard-dev");
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-d",
                output.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-implicit:none",
                "-proc:none",
                "-parameters",
                "-g",
                "-nowarn",
                "--release",
                "21");
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var units = files.getJavaFileObjectsFromPaths(withUsers(changed));
            return javac.getTask(null, files, null, options, null, units).call() ? differences(output) : Map.of();
        } finally {
            delete(output);
        }
    }

    private Set<Path> withUsers(Collection<Path> changed) throws IOException {
        Pattern named = Pattern.compile(changed.stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.joining("|", "\\b(", ")\\b")));
        Set<Path> all = new LinkedHashSet<>(changed);
        for (Path file : files(sources)) {
            if (file.toString().endsWith(".java")
                    && named.matcher(Files.readString(file)).find()) {
                all.add(file);
            }
        }
        return all;
    }

    private Map<Path, byte[]> differences(Path output) throws IOException {
        Map<Path, byte[]> different = new HashMap<>();
        for (Path file : files(output)) {
            Path path = output.relativize(file);
            byte[] now = Files.readAllBytes(file);
            Path old = classes.resolve(path);
            if (!Files.exists(old) || !Arrays.equals(now, Files.readAllBytes(old))) {
                different.put(path, now);
            }
        }
        return different;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
