package oddboard.manifest;

import java.io.IOException;
import oddboard.archive.Archive;

/** Where the bytes of a mask come from: a file of the archive, or a drawing. */
public interface MaskSource {
    /** For messages. */
    String name();

    /** An image file: 0 where the image is normal. */
    byte[] read(Archive archive) throws IOException;

    /** A mask as it lies in the archive. */
    record Stored(Archive.Member member) implements MaskSource {
        @Override
        public String name() {
            return member.name();
        }

        @Override
        public byte[] read(Archive archive) throws IOException {
            return archive.read(member);
        }
    }
}
