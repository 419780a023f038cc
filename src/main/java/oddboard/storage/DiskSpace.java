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
    /** The database's log of changes needs so much even on a small disk. */
    private static final long MIN_RESERVE = 64L << 20;

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

    /** Whether the database is on this disk: then a full one stops everything. */
    public boolean holdsDatabase() {
        return Files.isDirectory(home.resolve("postgres"));
    }

    /** Whether the database's disk has less left than what stays free. */
    public boolean isFull() {
        return holdsDatabase() && !room().fits(0);
    }

    /**
     * Asked before new work is taken.
     *
     * @throws NoRoomException where the database's disk is full
     */
    public void requireRoom() {
        if (isFull()) {
            Room room = room();
            throw new NoRoomException(room);
        }
    }

    public Room room() {
        try {
            Path database = home.resolve("postgres");
            FileStore disk = Files.getFileStore(Files.isDirectory(database) ? database : Files.createDirectories(home));
            long reserve = minFree > 0 ? minFree : Math.max(Math.round(disk.getTotalSpace() * RESERVE), MIN_RESERVE);
            return new Room(disk.getUsableSpace(), reserve);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
