package oddboard.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import oddboard.common.InputException;

/** A file that was sent beside archives, such as a table of labels. */
record SingleFile(String file, long size, Source source) implements Archive {
    interface Source {
        InputStream open() throws IOException;
    }

    @Override
    public List<Member> files() {
        return List.of(new Member(file, size, 0));
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public boolean isPartial() {
        return false;
    }

    @Override
    public byte[] read(Member member) throws IOException {
        if (size > MAX_ENTRY) {
            throw new InputException(
                    "ENTRY_TOO_LARGE", file, "", file + " is larger than " + (MAX_ENTRY >> 20) + " MiB.");
        }
        return start(member, MAX_ENTRY);
    }

    @Override
    public byte[] start(Member member, int most) throws IOException {
        try (InputStream in = source.open()) {
            return in.readNBytes(most);
        }
    }

    @Override
    public void unpack(Member member, Path to) throws IOException {
        try (InputStream in = source.open()) {
            Files.copy(in, to);
        }
    }

    @Override
    public void close() {
        // Each reading opens and closes the file.
    }
}
