package oddboard.api.dataset;

import java.util.List;
import oddboard.image.Drawing;
import oddboard.ingest.ImportPreview;
import oddboard.ingest.ImportSpec;
import org.jspecify.annotations.Nullable;

/** What uploads are, and some of their images as an import with these options would make them. */
record PreviewResponse(String recognised, @Nullable String groups, int imageSize, int channels, List<Sample> samples) {
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
                look.groups(spec).isEmpty() ? null : look.groups(spec),
                look.imageSize(spec),
                look.channels(spec),
                look.samples(spec).stream().map(Sample::of).toList());
    }
}
