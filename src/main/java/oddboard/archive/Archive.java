package oddboard.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import oddboard.common.InputException;

/**
 * An archive from somebody who may mean harm. Names are labels and never become paths; nothing is unpacked beyond what
 * the archive declares, and what that declares has limits.
 */
public interface Archive extends Closeable {
    /** A larger file within an archive is refused where it must be in memory as a whole. */
    int MAX_ENTRY = 256 << 20;

    /** The upload's name. */
    String file();

    /** The files in it, without folders, hidden files and what programs leave behind. */
    List<Member> files();

    /** Sentences for the user: what was assumed about names, and what was passed over. */
    List<String> notes();

    /** Whether only the archive's beginning was looked at, so that more files may follow. */
    boolean isPartial();

    /**
     * For several threads at once.
     *
     * @throws InputException where the file is damaged, too large, or packed in an unknown way
     */
    byte[] read(Member member) throws IOException;

    /**
     * The first bytes of a file, at most so many.
     *
     * @throws InputException where they can't be unpacked
     */
    byte[] start(Member member, int most) throws IOException;

    /** CRC-32 of a file's unpacked bytes, as the archive declares it; empty where archives of this kind declare none. */
    default OptionalLong checksum(Member member) {
        return OptionalLong.empty();
    }

    /** @throws InputException where the file is damaged */
    void unpack(Member member, Path to) throws IOException;

    /**
     * A file in an archive.
     *
     * @param name with the folders, in NFC
     * @param size bytes when unpacked, as declared
     * @param place in the archive's own list
     */
    record Member(String name, long size, int place) {}
}
