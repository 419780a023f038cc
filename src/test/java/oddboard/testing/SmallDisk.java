package oddboard.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own in memory, small enough to fill; only root can make one. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one, or skips the test that asks. */
    public static SmallDisk mount(Path folder, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
        Assumptions.assumeTrue(mounted, "a small file system can't be mounted here: only root may");
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    public long free() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Takes all room but so many bytes. */
    public Path fill(long rest) throws IOException {
        Path ballast = Files.createTempFile(folder, "ballast", "");
        byte[] some = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (free() > rest) {
                out.write(some, 0, (int) Math.min(some.length, Math.max(1, free() - rest)));
            }
        } catch (IOException e) {
            if (free() > rest + some.length) {
                throw e;
            }
        }
        return ballast;
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", "--lazy", folder.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
