package oddboard.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.dataset.DatasetId;
import oddboard.dataset.Datasets;
import oddboard.place.ChangedFileException;
import oddboard.place.Place;
import oddboard.place.PlaceFaults;
import oddboard.place.PlaceFile;
import oddboard.place.Places;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Uploads that nobody sends: the server takes them from a place itself. */
@Service
public class PlaceUploads {
    /** No image file needs more. */
    private static final long MAX_FILE = 256 << 20;

    private static final long STEP = 4 << 20;

    private final Datasets datasets;
    private final Uploads uploads;
    private final Places places;

    PlaceUploads(Datasets datasets, Uploads uploads, Places places) {
        this.datasets = datasets;
        this.uploads = uploads;
        this.places = places;
    }

    /** Says which files are taken, once each, from one thread. */
    public interface Choice {
        boolean wants(PlaceFile file, byte[] bytes);
    }

    /**
     * Takes a file as it is, or a folder with all that is below it as one archive.
     *
     * @throws InputException where there is nothing at this path, it can't be read, or it changes meanwhile
     * @throws UploadRefusedException where it can't be taken now
     */
    public Upload take(DatasetId dataset, String path, User by, PlaceProgress progress) {
        datasets.requireChange(dataset, by);
        Place place = places.find(path);
        Place.Listing listing = listed(place);
        if (!listing.unlisted().isEmpty()) {
            throw PlaceFaults.unreadable(place.name() + "/" + listing.unlisted().getFirst());
        }
        return place.isFile()
                ? single(dataset, place, listing.files().getFirst(), by, progress)
                : store(dataset, place, listing, by, new PlaceArchive(place, listing.files()).open(progress));
    }

    /**
     * What was taken.
     *
     * @param path from which
     * @param unread names of files below the folder that the server could not read, that have more than 256 MB, or that
     *     changed meanwhile
     */
    public record Taken(String path, Upload upload, List<String> unread) {}

    /**
     * As {@link #take}, but files of a folder that can't be read are left out and named.
     *
     * @throws InputException where there is nothing at this path, or nothing of it can be read
     */
    public Taken takeReadable(DatasetId dataset, String path, User by, PlaceProgress progress) {
        datasets.requireChange(dataset, by);
        Place place = places.find(path);
        Place.Listing listing = listed(place);
        if (place.isFile()) {
            return new Taken(
                    place.name(), single(dataset, place, listing.files().getFirst(), by, progress), List.of());
        }
        List<String> unread = new ArrayList<>(listing.unlisted());
        InputStream archive = new PlaceArchive(place, listing.files())
                .open(
                        (zip, file) -> {
                            byte[] bytes = bytes(place, file);
                            if (bytes == null) {
                                unread.add(file.path());
                                return;
                            }
                            pack(zip, file, bytes);
                        },
                        progress);
        Upload upload = store(dataset, place, listing, by, archive);
        return new Taken(place.name(), upload, List.copyOf(unread));
    }

    /**
     * Takes those of some files of a folder that are still as they were listed, can be read, and are wanted, as one archive.
     *
     * @param name of the archive
     * @throws UploadRefusedException where they can't be taken now
     */
    public Upload takeChosen(
            DatasetId dataset, Place place, String name, List<PlaceFile> files, Choice choice, User by) {
        InputStream archive = new PlaceArchive(place, files)
                .open(
                        (zip, file) -> {
                            byte[] bytes = bytes(place, file);
                            if (bytes != null && choice.wants(file, bytes)) {
                                pack(zip, file, bytes);
                            }
                        },
                        PlaceProgress.NONE);
        return store(dataset, place, name, -1, archive, files.size(), by);
    }

    private static void pack(ZipOutputStream zip, PlaceFile file, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(file.path()));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static Place.Listing listed(Place place) {
        Place.Listing listing = place.list();
        if (listing.files().isEmpty()) {
            throw new InputException("FILES_MISSING", place.name(), "", place.name() + " has no files.");
        }
        return listing;
    }

    /** Null where it is gone, can't be read, is too large, or was written meanwhile. */
    private static byte @Nullable [] bytes(Place place, PlaceFile file) {
        if (file.size() > MAX_FILE) {
            return null;
        }
        try (InputStream in = place.open(file)) {
            byte[] bytes = in.readNBytes((int) MAX_FILE + 1);
            return bytes.length == file.size() ? bytes : null;
        } catch (IOException e) {
            return null;
        }
    }

    private Upload single(DatasetId dataset, Place place, PlaceFile file, User by, PlaceProgress progress) {
        InputStream in;
        try {
            in = place.open(file);
        } catch (ChangedFileException e) {
            throw PlaceFaults.changed(place.name(), file.path());
        } catch (IOException e) {
            throw PlaceFaults.unreadable(place.name());
        }
        return store(dataset, place, file.name(), file.size(), new Single(in, place, file, progress), 1, by);
    }

    /** Counts what is read, and says what changed. */
    private static final class Single extends FilterInputStream {
        private final Place place;
        private final PlaceFile file;
        private final PlaceProgress progress;
        private long bytes;
        private long next = STEP;

        private Single(InputStream in, Place place, PlaceFile file, PlaceProgress progress) {
            super(in);
            this.place = place;
            this.file = file;
            this.progress = progress;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            try {
                int read = in.read(to, offset, length);
                bytes += Math.max(read, 0);
                if (bytes >= next || read < 0) {
                    next += STEP;
                    progress.read(read < 0 ? 1 : 0, 1, bytes);
                }
                return read;
            } catch (ChangedFileException e) {
                throw PlaceFaults.changed(place.name(), file.path());
            }
        }
    }

    private Upload store(DatasetId dataset, Place place, Place.Listing listing, User by, InputStream archive) {
        String name = place.name().substring(place.name().lastIndexOf('/') + 1) + ".zip";
        return store(dataset, place, name, -1, archive, listing.files().size(), by);
    }

    private Upload store(
            DatasetId dataset, Place place, String name, long size, InputStream bytes, int files, User by) {
        try (bytes) {
            return uploads.store(dataset, name, size, bytes, new UploadSource(place.name(), files), by);
        } catch (IOException e) {
            throw PlaceFaults.unreadable(place.name());
        } catch (UploadRefusedException e) {
            // Here nobody sends: it was the place's own file that could not be read to its end.
            throw e.reason() == UploadRefusedException.Reason.CONNECTION_BROKEN
                    ? PlaceFaults.unreadable(place.name())
                    : e;
        }
    }
}
