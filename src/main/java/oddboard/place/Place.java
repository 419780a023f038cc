package oddboard.place;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import oddboard.common.InputException;

/** A folder of the server, a bucket below a prefix, or one file of either or at an address. */
public interface Place {
    /** So many files are listed at most. */
    int MAX_FILES = 1_000_000;

    /** As people name it: {@code images/line3}, {@code s3://parts/line3}, {@code https://example.com/set.zip}. */
    String name();

    /** Whether it is one file, the only one that {@link #list} gives. */
    boolean isFile();

    /**
     * What a place has.
     *
     * @param files in the order of their paths, without hidden ones and links
     * @param unlisted paths of folders that can't be looked into
     */
    record Listing(List<PlaceFile> files, List<String> unlisted) {}

    /** @throws InputException where the place can't be listed, or has more than {@link #MAX_FILES} */
    Listing list();

    /**
     * The bytes of a listed file. Their end comes only where the file is still as it was listed.
     *
     * @throws ChangedFileException where it is not, also from the stream
     * @throws IOException where this one file can't be read, also from the stream
     * @throws InputException where nothing of the place can be read any more, also from the stream
     */
    InputStream open(PlaceFile file) throws IOException;
}
