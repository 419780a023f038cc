package oddboard.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import oddboard.layout.FolderLayout;

/** Which images a preview shows. */
final class SampleChoice {
    private SampleChoice() {}

    /** Three for training, two normal ones, then types of anomaly in turn; as many as there are. */
    static List<FolderLayout.Image> of(FolderLayout layout) {
        var images = new ArrayList<>(
                spread(layout.flat(), !layout.isFlat() ? 0 : layout.isSorted() ? 5 : ImportPreview.SAMPLES));
        images.addAll(spread(layout.train, 3));
        var normal = layout.test.stream().filter(FolderLayout.Image::isNormal).toList();
        images.addAll(spread(normal, 2));
        var types = new HashSet<String>();
        var rest = new ArrayList<FolderLayout.Image>();
        for (var image : layout.test) {
            if (!image.isNormal()) {
                boolean first = types.add(String.valueOf(image.folder()));
                (first && images.size() < ImportPreview.SAMPLES ? images : rest).add(image);
            }
        }
        images.addAll(spread(rest, Math.max(0, ImportPreview.SAMPLES - images.size())));
        return images.subList(0, Math.min(images.size(), ImportPreview.SAMPLES));
    }

    static <T> List<T> spread(List<T> from, int count) {
        var chosen = new ArrayList<T>();
        for (int i = 0; i < Math.min(count, from.size()); i++) {
            chosen.add(from.get((int) ((long) i * from.size() / Math.min(count, from.size()))));
        }
        return chosen;
    }
}
