package oddboard.dev;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the program as a child process and follows its sources, from the project's folder. Changed Java is compiled;
 * what changed in methods of pages alone goes into the running program, and anything else starts it again. Changed
 * files of {@code frontend} go where the running program serves them. Vaadin and {@link LiveReload} tell the browser.
 * Files that are deleted stay until the next build.
 */
public final class DevServer {
    private static final Path JAVA = Path.of("src/main/java");
    private static final Path FRONTEND = Path.of("frontend");
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path MIGRATIONS = Path.of("db");
    /** The class files and the resources of the running program. */
    private static final Path CLASSES = classes();

    private final List<String> command;
    private final HotSwap running = HotSwap.onFreePort();
    private final Compiler compiler = new Compiler(JAVA, CLASSES);
    private volatile @Nullable Process program;

    private DevServer(String[] args) throws IOException {
        command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add(running.option());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "oddboard.Application"));
        command.addAll(List.of(args));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        DevServer server = new DevServer(args);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop"));
        server.start();
        server.follow();
    }

    static Path classes() {
        return Path.of(URI.create(DevServer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }

    private void follow() throws IOException, InterruptedException {
        Changes java = new Changes(JAVA);
        Changes served = new Changes(FRONTEND);
        Changes settings = new Changes(RESOURCES);
        Changes migrations = new Changes(MIGRATIONS);
        while (true) {
            TimeUnit.MILLISECONDS.sleep(300);
            try {
                copy(served.take(), FRONTEND, CLASSES.resolve("META-INF/resources"));
                boolean again = copy(settings.take(), RESOURCES, CLASSES);
                again |= copy(migrations.take(), MIGRATIONS, CLASSES.resolve("db"));
                List<Path> changed = java.take();
                again |= !changed.isEmpty() && !replace(compiler.compile(changed));
                if (again) {
                    System.out.println("Changed: the program starts again.");
                    stop();
                    start();
                }
            } catch (IOException e) {
                System.err.println("Not followed, save it once more: " + e);
            }
        }
    }

    /** False where the program has to start again. */
    private boolean replace(Map<Path, byte[]> files) throws IOException {
        Map<String, byte[]> byName = new HashMap<>();
        files.forEach((path, bytes) ->
                byName.put(path.toString().replace(File.separatorChar, '.').replaceAll("\\.class$", ""), bytes));
        // A worker is another process, which has all but the pages in it.
        boolean done = byName.keySet().stream().allMatch(name -> name.contains(".ui.")) && running.exchange(byName);
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            Files.createDirectories(CLASSES.resolve(file.getKey()).getParent());
            Files.write(CLASSES.resolve(file.getKey()), file.getValue());
            System.out.println("Changed: " + file.getKey());
        }
        return done;
    }

    private static boolean copy(List<Path> files, Path from, Path to) throws IOException {
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            System.out.println("Changed: " + file);
        }
        return !files.isEmpty();
    }

    private void start() throws IOException {
        program = new ProcessBuilder(command).inheritIO().start();
    }

    private void stop() {
        Process child = program;
        if (child == null) {
            return;
        }
        child.destroy();
        try {
            if (!child.waitFor(40, TimeUnit.SECONDS)) {
                child.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
