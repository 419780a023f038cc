package oddboard.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Room on the disk of the home folder, where the embedded database is; of another database's disk nothing is known. */
@Component
public class DiskSpace {
    private static final double RESERVE = 0.05;

    private final Path home;
    private final long minFree;

    @Autowired
    DiskSpace(
            @Value("${oddboard.home:${user.home}/.oddboard}") String home,
            @Value("${oddboard.storage.min-free:0B}") DataSize minFree) {
        this(Path.of(home), minFree);
    }

    public DiskSpace(Path home, DataSize minFree) {
        this.home = home;
        this.minFree = minFree.toBytes();
    }

    /** @param reserve bytes that stay free: a twentieth of the disk, or what is set */
    public record Room(long free, long reserve) {
        public boolean fits(long bytes) {
            return free - bytes >= reserve;
        }
    }

    public Room room() {
        try {
            Path database = home.resolve("postgres");
            FileStore disk = Files.getFileStore(Files.isDirectory(database) ? database : Files.createDirectories(home));
            long reserve = minFree > 0 ? minFree : Math.round(disk.getTotalSpace() * RESERVE);
            return new Room(disk.getUsableSpace(), reserve);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
