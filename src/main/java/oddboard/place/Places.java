package oddboard.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import oddboard.common.InputException;
import org.springframework.stereotype.Service;

/** All places from which files may be taken without being sent. */
@Service
public class Places {
    /** So many folders, and so many files, of one folder are listed. */
    static final int LISTED = 1000;

    private final ServerFolders folders;
    private final Buckets buckets;
    private final WebFiles web;

    Places(ServerFolders folders, Buckets buckets, WebFiles web) {
        this.folders = folders;
        this.buckets = buckets;
        this.web = web;
    }

    /**
     * A file or folder that may be taken.
     *
     * @param path such as {@code images/line3/a.png} or {@code s3://parts/line3}
     * @param size bytes of a file; 0 of a folder
     */
    public record Entry(String path, boolean folder, long size) {}

    /** Names of the listed folders and buckets, such as {@code images} and {@code s3://parts}. */
    public Set<String> names() {
        TreeSet<String> all = new TreeSet<>(folders.names());
        all.addAll(buckets.names());
        return all;
    }

    public boolean hasFolders() {
        return !folders.names().isEmpty();
    }

    public boolean hasBuckets() {
        return !buckets.names().isEmpty();
    }

    /** Whether files of any https address may be taken. */
    public boolean hasAddresses() {
        return web.isOpen();
    }

    /** Whether a path names a bucket. */
    public static boolean isBucket(String path) {
        return path.strip().toLowerCase(Locale.ROOT).startsWith(Buckets.SCHEME);
    }

    /**
     * What lies in a folder: folders first, by name, at most 1,000 of each.
     *
     * @param path "" for the listed folders and buckets themselves
     * @throws InputException where there is no such folder
     */
    public List<Entry> list(String path) {
        if (path.isBlank()) {
            List<Entry> all = new ArrayList<>();
            folders.names().forEach(name -> all.add(new Entry(name, true, 0)));
            buckets.names().forEach(name -> all.add(new Entry(name, true, 0)));
            return all;
        }
        return isBucket(path) ? buckets.list(path) : folders.list(path);
    }

    /** @throws InputException where there is no such place, or it may not be taken */
    public Place find(String path) {
        return WebFiles.isAddress(path) ? web.find(path) : isBucket(path) ? buckets.find(path) : folders.find(path);
    }

    /** @throws InputException where there is no such folder of the server or of a bucket */
    public Place requireFolder(String path) {
        if (WebFiles.isAddress(path)) {
            throw PlaceFaults.unknown(path);
        }
        Place place = find(path);
        if (place.isFile()) {
            throw PlaceFaults.unknown(path);
        }
        return place;
    }
}
