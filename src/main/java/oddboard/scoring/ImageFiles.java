package oddboard.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import oddboard.archive.Archive;
import oddboard.archive.Archives;
import oddboard.common.InputException;
import oddboard.job.JobFailure;
import oddboard.storage.BlobStore;
import oddboard.upload.Upload;
import org.jspecify.annotations.Nullable;

/** The files of uploads, those in archives one by one, in the order of the uploads and of each archive's own list. */
final class ImageFiles implements AutoCloseable {
    /** A job of so many images takes some 20 MB of memory for their names and contents. */
    static final int MAX = 100_000;

    private final List<File> files = new ArrayList<>();
    private final List<Archive> archives = new ArrayList<>();

    private ImageFiles() {}

    /**
     * One file.
     *
     * @param name for results, unique where the uploads have different names
     * @param upload its own name, or its archive's
     * @param entry its name in the archive; "" where it is no archive's
     */
    record File(String name, String upload, String entry, Content content) {}

    interface Content {
        /** @throws InputException where it can't be read for what it is */
        byte[] read() throws IOException;
    }

    /**
     * @param unread names of files that could not be read when the uploads were taken from the server; they come last
     * @return null where {@code goOn} said no
     */
    static @Nullable ImageFiles open(
            List<Upload> uploads, List<String> unread, BlobStore blobs, Path folder, BooleanSupplier goOn)
            throws IOException {
        ImageFiles all = new ImageFiles();
        boolean whole = false;
        try {
            for (Upload upload : uploads) {
                boolean there = isArchive(upload.filename())
                        ? all.addArchive(upload, uploads.size() > 1, blobs, folder, goOn)
                        : all.add(single(upload, blobs));
                if (!there || !goOn.getAsBoolean()) {
                    return null;
                }
            }
            unread.forEach(name -> all.add(new File(name, name, "", () -> {
                throw new InputException(
                        "SERVER_FOLDER_UNREADABLE",
                        name,
                        "",
                        name
                                + " could not be read by the server, changed meanwhile, or has more than 256 MB; look at the file and its rights.");
            })));
            whole = true;
            return all;
        } finally {
            if (!whole) {
                all.close();
            }
        }
    }

    static boolean isArchive(String filename) {
        return filename.toLowerCase(Locale.ROOT).matches(".*\\.(zip|tar|tgz|tar\\.gz)");
    }

    private boolean add(File file) {
        if (files.size() == MAX) {
            throw new JobFailure(
                    "SCORING_TOO_MANY",
                    "These are more than 100,000 images, which is the most that one scoring takes; send them in parts.",
                    false);
        }
        return files.add(file);
    }

    private static File single(Upload upload, BlobStore blobs) {
        return new File(upload.filename(), upload.filename(), "", () -> {
            if (upload.size() > Archive.MAX_ENTRY) {
                throw new InputException(
                        "IMAGE_TOO_LARGE",
                        upload.filename(),
                        "",
                        upload.filename() + " has more than 256 MB, which no image file needs; save it smaller.");
            }
            try (InputStream in = blobs.open(upload.sha256())) {
                return in.readAllBytes();
            }
        });
    }

    private boolean addArchive(Upload upload, boolean several, BlobStore blobs, Path folder, BooleanSupplier goOn)
            throws IOException {
        Path copy = folder.resolve("archive-" + archives.size());
        String name = upload.filename();
        if (!copied(upload, blobs, copy, goOn)) {
            return false;
        }
        Archive archive;
        try {
            archive = Archives.open(copy, name, goOn);
        } catch (InputException e) {
            // Of the archive there is nothing but this to say, and the other files are no worse for it.
            return add(new File(name, name, "", () -> {
                throw e;
            }));
        }
        if (archive == null) {
            return false;
        }
        archives.add(archive);
        for (Archive.Member member : archive.files()) {
            add(new File(
                    several ? name + "/" + member.name() : member.name(),
                    name,
                    member.name(),
                    () -> archive.read(member)));
        }
        return true;
    }

    private static boolean copied(Upload upload, BlobStore blobs, Path to, BooleanSupplier goOn) throws IOException {
        byte[] bytes = new byte[1 << 20];
        try (var in = blobs.open(upload.sha256());
                var out = Files.newOutputStream(to)) {
            for (int read; (read = in.read(bytes)) >= 0; ) {
                if (!goOn.getAsBoolean()) {
                    return false;
                }
                out.write(bytes, 0, read);
            }
        }
        return true;
    }

    List<File> all() {
        return files;
    }

    @Override
    public void close() {
        for (Archive archive : archives) {
            try {
                archive.close();
            } catch (IOException e) {
                // It was only read, and its copy goes with the attempt's folder.
            }
        }
    }
}
