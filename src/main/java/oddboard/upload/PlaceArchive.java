package oddboard.upload;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import oddboard.place.ChangedFileException;
import oddboard.place.Place;
import oddboard.place.PlaceFaults;
import oddboard.place.PlaceFile;
import org.jspecify.annotations.Nullable;

/** Files of a place as one ZIP, packed while it is read, in their order. */
record PlaceArchive(Place place, List<PlaceFile> files) {
    private static final int BUFFER = 1 << 20;

    interface Packer {
        void pack(ZipOutputStream zip, PlaceFile file) throws IOException;
    }

    /** The archive's bytes. A file that can't be read, or changes, breaks the stream; nothing is left out without a word. */
    InputStream open(PlaceProgress progress) {
        return open(
                (zip, file) -> {
                    zip.putNextEntry(new ZipEntry(file.path()));
                    try (InputStream in = place.open(file)) {
                        in.transferTo(zip);
                    } catch (ChangedFileException e) {
                        throw PlaceFaults.changed(place.name(), file.path());
                    }
                    zip.closeEntry();
                },
                progress);
    }

    InputStream open(Packer packer, PlaceProgress progress) {
        var packing = new Packing();
        var out = packing.writer();
        Thread.ofVirtual().name("place-archive").start(() -> {
            try {
                write(new Unclosed(out), packer, progress);
            } catch (IOException | RuntimeException e) {
                packing.fault = e;
            } finally {
                // Once, and after the fault is set: the reader looks for it as soon as it sees the end.
                packing.endedBy(out);
            }
        });
        return packing;
    }

    private void write(OutputStream to, Packer packer, PlaceProgress progress) throws IOException {
        try (var zip = new ZipOutputStream(to)) {
            // Images are packed already.
            zip.setLevel(Deflater.NO_COMPRESSION);
            int done = 0;
            long bytes = 0;
            for (var file : files) {
                packer.pack(zip, file);
                // A pipe's reader is woken by this; else it looks once a second.
                zip.flush();
                bytes += file.size();
                progress.read(++done, files.size(), bytes);
            }
        }
    }

    /** The ZIP ends before what it is written to. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** Passes the writer's fault on to the reader, who would take a broken pipe for the end. */
    private static final class Packing extends PipedInputStream {
        private volatile @Nullable Exception fault;

        Packing() {
            super(BUFFER);
        }

        private PipedOutputStream writer() {
            try {
                return new PipedOutputStream(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void endedBy(OutputStream out) {
            try {
                out.close();
            } catch (IOException e) {
                fault = e;
            }
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            var broken = fault;
            if (read < 0 && broken instanceof RuntimeException told) {
                throw told;
            }
            if (read < 0 && broken != null) {
                throw new IOException(broken);
            }
            return read;
        }
    }
}
