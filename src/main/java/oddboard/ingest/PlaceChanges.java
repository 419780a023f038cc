package oddboard.ingest;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import oddboard.archive.Archive;
import oddboard.archive.Archives;
import oddboard.common.InputException;
import oddboard.layout.FolderChoice;
import oddboard.layout.FolderChoices;
import oddboard.storage.BlobStore;
import oddboard.ui.Format;
import oddboard.upload.Upload;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was added to a place, and removed from it, since a version was made of its files. */
@Component
class PlaceChanges {
    private final ImportRepository imports;
    private final BlobStore blobs;

    PlaceChanges(ImportRepository imports, BlobStore blobs) {
        this.imports = imports;
        this.blobs = blobs;
    }

    /**
     * Compares names, sizes and checksums in the lists of both archives; no image is read.
     *
     * @return a sentence; empty where no ready version was made of the same place, or one of the two is no ZIP
     */
    Optional<String> since(ImportUploads uploads) {
        Upload now = alone(uploads);
        if (now == null) {
            return Optional.empty();
        }
        return imports.samePlace(now.id()).flatMap(earlier -> {
            try {
                Map<String, Content> before = contents(earlier.upload());
                Map<String, Content> after = contents(now);
                return before.isEmpty() || after.isEmpty()
                        ? Optional.empty()
                        : Optional.of(sentence(earlier.version(), before, after));
            } catch (InputException e) {
                // Of what can't be read the import itself says why.
                return Optional.empty();
            } catch (IOException e) {
                throw new IllegalStateException("an upload can't be read from the store", e);
            }
        });
    }

    /** What was said of folders for the newest ready version of the same place, of those that are still there. */
    List<FolderChoice> folders(ImportUploads uploads) {
        Upload now = alone(uploads);
        if (now == null) {
            return List.of();
        }
        List<FolderChoice> before = imports.samePlace(now.id())
                .map(earlier -> earlier.spec().chosenFolders())
                .orElse(List.of());
        if (before.isEmpty()) {
            return before;
        }
        try (Archive archive = Archives.look(blobs, now.sha256(), now.size(), now.filename())) {
            return archive.isPartial() ? before : new FolderChoices(before).within(archive.files());
        } catch (InputException e) {
            return List.of();
        } catch (IOException e) {
            throw new IllegalStateException("an upload can't be read from the store", e);
        }
    }

    /** What is one archive alone; null where it is not. */
    private static @Nullable Upload alone(ImportUploads uploads) {
        return uploads instanceof ImportUploads.Packed(List<Upload> archives, var table)
                        && archives.size() == 1
                        && table == null
                ? archives.getFirst()
                : null;
    }

    private record Content(long size, OptionalLong checksum) {}

    private Map<String, Content> contents(Upload upload) throws IOException {
        Map<String, Content> all = new HashMap<>();
        try (Archive archive = Archives.look(blobs, upload.sha256(), upload.size(), upload.filename())) {
            if (!archive.isPartial()) {
                for (Archive.Member file : archive.files()) {
                    all.put(file.name(), new Content(file.size(), archive.checksum(file)));
                }
            }
        }
        return all;
    }

    private static String sentence(int version, Map<String, Content> before, Map<String, Content> after) {
        long added = after.keySet().stream().filter(n -> !before.containsKey(n)).count();
        long removed =
                before.keySet().stream().filter(n -> !after.containsKey(n)).count();
        long changed = before.entrySet().stream()
                .filter(e ->
                        after.containsKey(e.getKey()) && !after.get(e.getKey()).equals(e.getValue()))
                .count();
        String since = "Since version " + version + ", taken from the same place, ";
        return added + removed + changed == 0
                ? since + "no file was added, removed or changed."
                : since + Format.count(added) + (added == 1 ? " file was added, " : " files were added, ")
                        + Format.count(removed) + " removed and " + Format.count(changed) + " changed.";
    }
}
