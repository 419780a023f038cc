package oddboard.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Image files in the folders of an archive. */
final class FolderSource implements ImportSource {
    /** So many headers tell the usual size of a set. */
    private static final int SAMPLE = 200;

    private final ZipArchive archive;
    private final FolderLayout layout;
    private final @Nullable LabelFile labels;
    private final Map<String, Integer> transparent = new TreeMap<>();
    private final List<String> sizes = new ArrayList<>();

    /** @throws InputException where the labels are no good */
    FolderSource(ZipArchive archive, FolderLayout layout) throws IOException {
        this.archive = archive;
        this.layout = layout;
        this.labels = layout.isPlain() ? readLabels() : null;
    }

    private LabelFile readLabels() throws IOException {
        var entry = layout.oneLabelFile(archive.file);
        var names = new ArrayList<String>();
        var index = new HashMap<String, Integer>();
        for (var image : layout.test) {
            index.put(image.path(), names.size());
            index.put(image.path().substring("test/".length()), names.size());
            names.add(image.path());
        }
        var file = entry.getName() + " in " + archive.file;
        return LabelFile.forNames(new ByteArrayInputStream(archive.read(entry)), file, names, index);
    }

    @Override
    public int count() {
        return layout.train.size() + layout.test.size();
    }

    @Override
    public int edge(ImportSpec.Crop crop) throws IOException {
        var edges = new TreeMap<Integer, Integer>();
        var images = new ArrayList<>(layout.train);
        images.addAll(layout.test);
        int step = Math.max(1, images.size() / SAMPLE);
        int best = 0;
        for (int i = 0; i < images.size(); i += step) {
            try {
                var entry = images.get(i).entry();
                var size = Pictures.dimension(archive.read(entry), archive.file, entry.getName());
                int edge = Fit.edge(size.width(), size.height(), crop);
                edges.merge(edge, 1, Integer::sum);
                var text = size.width() + "x" + size.height();
                if (!sizes.contains(text)) {
                    sizes.add(text);
                }
            } catch (InputException e) {
                // told when the image itself is read
            }
        }
        for (var edge : edges.entrySet()) {
            best = edge.getValue() >= edges.getOrDefault(best, 0) ? edge.getKey() : best;
        }
        return best;
    }

    @Override
    public int channels() {
        return 0;
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<String>();
        if (layout.masks > 0) {
            notes.add(count(layout.masks, "mask in ground_truth was", "masks in ground_truth were")
                    + " found; not used yet.");
        }
        if (!layout.ignored.isEmpty()) {
            int shown = Math.min(5, layout.ignored.size());
            notes.add(count(layout.ignored.size(), "other file was", "other files were") + " ignored: "
                    + String.join(", ", layout.ignored.subList(0, shown))
                    + (shown < layout.ignored.size() ? ", ..." : "") + ".");
        }
        if (labels == null && !layout.labels.isEmpty()) {
            notes.add("The CSV file is not used: the folders of test say what is anomalous.");
        }
        if (sizes.size() > 1) {
            notes.add("The images have different sizes, such as " + sizes.get(0) + " and " + sizes.get(1) + ".");
        }
        transparent.forEach((split, n) -> notes.add(count(n, split + " image is", split + " images are")
                + " transparent in places; black shows through there."));
        return notes;
    }

    private static String count(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    @Override
    public void forEach(Visitor visitor, BooleanSupplier goOn) throws IOException {
        for (int i = 0; i < count() && goOn.getAsBoolean(); i++) {
            boolean train = i < layout.train.size();
            int index = train ? i : i - layout.train.size();
            var image = train ? layout.train.get(index) : layout.test.get(index);
            try {
                visitor.accept(item(train, index, image), decode(image, train ? "training" : "test"));
            } catch (InputException e) {
                visitor.reject(e);
            }
        }
    }

    private Item item(boolean train, int index, FolderLayout.Image image) {
        if (train) {
            return new Item(true, image.path(), false, "");
        }
        if (labels != null) {
            return new Item(false, image.path(), labels.anomalous(index), labels.type(index));
        }
        var folder = image.folder();
        return new Item(false, image.path(), !image.isNormal(), image.isNormal() || folder == null ? "" : folder);
    }

    private Pixels decode(FolderLayout.Image image, String split) throws IOException {
        var picture = Pictures.decode(archive.read(image.entry()), archive.file, image.entry().getName());
        if (picture.transparent()) {
            transparent.merge(split, 1, Integer::sum);
        }
        return picture.pixels();
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
