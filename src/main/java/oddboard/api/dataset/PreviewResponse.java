package oddboard.api.dataset;

import java.util.List;
import oddboard.api.Fields;
import oddboard.image.Drawing;
import oddboard.ingest.ImportPreview;
import oddboard.ingest.ImportSpec;
import oddboard.layout.FolderTree;
import org.jspecify.annotations.Nullable;

/** What uploads are, and some of their images as an import with these options would make them. */
record PreviewResponse(
        String recognised,
        @Nullable String changes,
        @Nullable String groups,
        int imageSize,
        int channels,
        List<FolderRow> folders,
        List<Sample> samples) {
    /** One folder; the role is null where its images have several, or nothing says what they are. */
    record FolderRow(String folder, int images, @Nullable String role, String type, boolean chosen) {
        static FolderRow of(FolderTree.Row row) {
            return new FolderRow(
                    row.folder(),
                    row.images(),
                    row.role() == null ? null : Fields.spelled(row.role()),
                    row.type(),
                    row.choice() != null);
        }
    }

    /**
     * One image.
     *
     * @param anomalous null where it is unlabeled
     * @param png base64; null where the image can't be taken, as {@code fault} says
     * @param mask outline of what is anomalous, to lay over it; base64 of a PNG
     */
    record Sample(
            String name,
            String split,
            @Nullable Boolean anomalous,
            String type,
            byte @Nullable [] png,
            byte @Nullable [] mask,
            @Nullable String fault) {
        static Sample of(ImportPreview.Sample s) {
            boolean whole = s.fault().isEmpty();
            return new Sample(
                    s.name(),
                    s.train() ? "train" : "test",
                    s.label().anomalous(),
                    s.type(),
                    whole ? Drawing.png(s.pixels(), s.size(), s.channels()) : null,
                    s.mask() == null ? null : Drawing.outline(s.mask(), s.size()),
                    whole ? null : s.fault());
        }
    }

    static PreviewResponse of(ImportPreview look, ImportSpec spec) {
        return new PreviewResponse(
                look.recognised(),
                look.changes().isEmpty() ? null : look.changes(),
                look.groups(spec).isEmpty() ? null : look.groups(spec),
                look.imageSize(spec),
                look.channels(spec),
                look.folders().rows().stream().map(FolderRow::of).toList(),
                look.samples(spec).stream().map(Sample::of).toList());
    }
}
