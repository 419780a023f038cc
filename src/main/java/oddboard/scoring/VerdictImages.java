package oddboard.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.Inputs;
import oddboard.dataset.Originals;
import oddboard.dataset.VersionId;
import oddboard.ingest.AddedImages;
import oddboard.storage.BlobStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives the images of which people have said what they are to the version that takes them in: the files that were scored. */
@Component
class VerdictImages implements AddedImages.Source {
    private final VersionVerdictRepository verdicts;
    private final ScoringWork work;
    private final BlobStore blobs;
    private final Inputs inputs;

    VerdictImages(VersionVerdictRepository verdicts, ScoringWork work, BlobStore blobs, Inputs inputs) {
        this.verdicts = verdicts;
        this.work = work;
        this.blobs = blobs;
        this.inputs = inputs;
    }

    /** The files of one scoring, by the index of the image. */
    private interface Content extends AutoCloseable {
        AddedImages.File read(int index) throws IOException;

        @Override
        default void close() {}
    }

    @Override
    public @Nullable AddedImages open(VersionId version, Path folder, BooleanSupplier goOn) throws IOException {
        List<VersionVerdictRepository.Row> rows = verdicts.rows(version);
        Map<ScoringId, Content> contents = new LinkedHashMap<>();
        Map<ScoringId, String> origins = new LinkedHashMap<>();
        boolean whole = false;
        try {
            for (VersionVerdictRepository.Row row : rows) {
                if (contents.containsKey(row.scoring())) {
                    continue;
                }
                VersionVerdictRepository.Origin origin = verdicts.origin(row.scoring());
                Content content = content(row.scoring(), origin, folder, goOn);
                if (content == null) {
                    return null;
                }
                contents.put(row.scoring(), content);
                origins.put(row.scoring(), origin.words(row.scoring()));
            }
            whole = true;
            return new Opened(rows, contents, origins);
        } finally {
            if (!whole) {
                contents.values().forEach(Content::close);
            }
        }
    }

    private @Nullable Content content(
            ScoringId scoring, VersionVerdictRepository.Origin origin, Path folder, BooleanSupplier goOn)
            throws IOException {
        if (origin.version() != null) {
            Originals originals = inputs.cached(origin.version());
            int first = origin.train() ? 0 : originals.trainCount();
            return index -> new AddedImages.File(originals.file(first + index), true);
        }
        Path own = Files.createDirectories(folder.resolve("scoring-" + scoring));
        ImageFiles files = ImageFiles.open(work.uploads(scoring), work.unread(scoring), blobs, own, goOn);
        return files == null
                ? null
                : new Content() {
                    @Override
                    public AddedImages.File read(int index) throws IOException {
                        return new AddedImages.File(
                                files.all().get(index).content().read(), false);
                    }

                    @Override
                    public void close() {
                        files.close();
                    }
                };
    }

    private static final class Opened implements AddedImages {
        private final List<VersionVerdictRepository.Row> rows;
        private final Map<ScoringId, Content> contents;
        private final List<Item> items = new ArrayList<>();

        Opened(
                List<VersionVerdictRepository.Row> rows,
                Map<ScoringId, Content> contents,
                Map<ScoringId, String> origins) {
            this.rows = rows;
            this.contents = contents;
            for (VersionVerdictRepository.Row row : rows) {
                ImageLabel label = switch (row.verdict()) {
                    case "normal" -> ImageLabel.NORMAL;
                    case "anomalous" -> ImageLabel.ANOMALOUS;
                    default -> ImageLabel.UNLABELED;
                };
                items.add(new Item(
                        "scoring-" + row.scoring() + "/" + row.file(),
                        label,
                        row.type(),
                        String.valueOf(origins.get(row.scoring())),
                        label != ImageLabel.UNLABELED
                                ? ""
                                : row.verdict().equals("disputed") ? "reviewers do not agree" : "people are unsure"));
            }
        }

        @Override
        public List<Item> items() {
            return items;
        }

        @Override
        public File read(int index) throws IOException {
            VersionVerdictRepository.Row row = rows.get(index);
            Content content = contents.get(row.scoring());
            if (content == null) {
                throw new UncheckedIOException(new IOException("scoring " + row.scoring() + " was not opened"));
            }
            return content.read(row.index());
        }

        @Override
        public void close() {
            contents.values().forEach(Content::close);
        }
    }
}
