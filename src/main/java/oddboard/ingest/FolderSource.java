package oddboard.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import oddboard.archive.Archive;
import oddboard.common.InputException;
import oddboard.dataset.ImportReport.TraitAuc;
import oddboard.image.Crop;
import oddboard.image.CropRegion;
import oddboard.image.ImageDecoder;
import oddboard.image.OrderedParallelMap;
import oddboard.image.RasterImage;
import oddboard.label.LabelFile;
import org.jspecify.annotations.Nullable;

/** Image files in the folders of an archive. */
final class FolderSource implements ImportSource {
    /** So many headers show the usual size of a set. */
    private static final int SAMPLE = 200;

    /** So many notes of one kind are listed. */
    private static final int LISTED = 100;

    /** MiB of packed images that are in memory at the same time, on all threads. */
    private static final Semaphore ROOM = new Semaphore(Archive.MAX_ENTRY >> 20, true);

    private final Archive archive;
    private final FolderLayout layout;
    private final @Nullable LabelFile labels;
    private final Map<String, Integer> transparent = new TreeMap<>();
    private final MaskValues maskValues;
    private final ImageTraits traits = new ImageTraits();
    private final List<String> unmarked = new ArrayList<>();

    /** @throws InputException where the labels are no good */
    FolderSource(Archive archive, FolderLayout layout, MaskValues maskValues) throws IOException {
        this.archive = archive;
        this.layout = layout;
        this.maskValues = maskValues;
        this.labels = layout.isPlain() ? labels(archive, layout) : null;
    }

    static LabelFile labels(Archive archive, FolderLayout layout) throws IOException {
        var entry = layout.oneLabelFile(archive.file());
        var names = new ArrayList<String>();
        var index = new HashMap<String, Integer>();
        for (var image : layout.test) {
            index.put(image.path(), names.size());
            index.put(image.path().substring("test/".length()), names.size());
            names.add(image.path());
        }
        var file = entry.name() + " in " + archive.file();
        return LabelFile.forNames(new ByteArrayInputStream(archive.read(entry)), file, names, index);
    }

    @Override
    public int count() {
        return layout.train.size() + layout.test.size();
    }

    @Override
    public int edge(Crop crop, double fraction) throws IOException {
        var edges = new TreeMap<Integer, Integer>();
        var images = new ArrayList<>(layout.train);
        images.addAll(layout.test);
        int step = Math.max(1, images.size() / SAMPLE);
        int best = 0;
        for (int i = 0; i < images.size(); i += step) {
            try {
                var entry = images.get(i).entry();
                var size = ImageDecoder.dimension(archive.read(entry), archive.file(), entry.name());
                int edge = CropRegion.edge(crop, fraction, size.width(), size.height());
                edges.merge(edge, 1, Integer::sum);
            } catch (InputException e) {
                // reported when the image itself is read
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
        if (layout.heldOut() > 0) {
            notes.add("Nothing in " + archive.file() + " says which images are for training and which for testing: all "
                    + count() + " are taken as normal, and " + layout.heldOut()
                    + " of them, always the same, are held out as test images.");
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
        notes.addAll(traits.notes());
        transparent.forEach((split, n) -> notes.add(count(n, split + " image is", split + " images are")
                + " transparent in places; black shows through there."));
        return notes;
    }

    @Override
    public List<String> labelNotes() {
        var notes = new ArrayList<>(listed(layout.masks.notes()));
        notes.addAll(listed(unmarked));
        traits().stream().filter(TraitAuc::warns).map(TraitWords::warning).forEach(notes::add);
        return notes;
    }

    private static List<String> listed(List<String> notes) {
        if (notes.size() <= LISTED) {
            return notes;
        }
        var some = new ArrayList<>(notes.subList(0, LISTED));
        some.add("The same is true of " + count(notes.size() - LISTED, "more mask.", "more masks."));
        return some;
    }

    @Override
    public List<TraitAuc> traits() {
        return traits.aucs();
    }

    private static String count(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /** What one image became: ready, or a fault. */
    private record Result(
            @Nullable Item item,
            ImportSource.@Nullable Ready ready,
            @Nullable InputException fault,
            @Nullable InputException maskFault,
            @Nullable String unmarked,
            boolean transparent,
            ImageDecoder.@Nullable Header header) {}

    @Override
    public void forEach(Visitor visitor, BooleanSupplier goOn) throws IOException {
        layout.masks.faults().forEach(visitor::rejectMask);
        OrderedParallelMap.run(
                count(),
                Runtime.getRuntime().availableProcessors(),
                i -> work(i, visitor),
                result -> {
                    if (result.fault != null) {
                        visitor.reject(result.fault);
                        return;
                    }
                    var item = Objects.requireNonNull(result.item);
                    visitor.accept(item, Objects.requireNonNull(result.ready));
                    if (result.maskFault != null) {
                        visitor.rejectMask(result.maskFault);
                    }
                    if (result.unmarked != null) {
                        unmarked.add(result.unmarked);
                    }
                    traits.add(item, Objects.requireNonNull(result.header));
                    if (result.transparent) {
                        transparent.merge(item.train() ? "training" : "test", 1, Integer::sum);
                    }
                },
                goOn);
    }

    private Result work(int i, Visitor visitor) throws IOException {
        boolean train = i < layout.train.size();
        int index = train ? i : i - layout.train.size();
        var image = train ? layout.train.get(index) : layout.test.get(index);
        int room = (int) Math.clamp(image.entry().size() >> 20, 1, Archive.MAX_ENTRY >> 20);
        ROOM.acquireUninterruptibly(room);
        try {
            var item = item(train, index, image);
            var bytes = archive.read(image.entry());
            var name = image.entry().name();
            var decoded = ImageDecoder.decode(bytes, archive.file(), name);
            var header = ImageDecoder.header(bytes, archive.file(), name);
            RasterImage mask = null;
            InputException maskFault = null;
            try {
                mask = train ? null : mask(item, image, decoded.size());
            } catch (InputException e) {
                maskFault = e;
            }
            var ready = visitor.prepare(decoded.pixels(), mask);
            String without = null;
            if (mask != null && item.anomalous() && ready.marksNothing()) {
                without = unmarked(image, mask.isEmpty());
                ready = ready.withoutMask();
            }
            return new Result(item, ready, null, maskFault, without, decoded.transparent(), header);
        } catch (InputException e) {
            return new Result(null, null, e, null, null, false, null);
        } finally {
            ROOM.release(room);
        }
    }

    private @Nullable RasterImage mask(Item item, FolderLayout.Image image, ImageDecoder.Dimension size)
            throws IOException {
        var parts = new ArrayList<RasterImage>();
        for (var entry : layout.masks.of(image)) {
            parts.add(Masks.read(archive.read(entry), archive.file(), entry.name(), size, maskValues));
        }
        var mask = Masks.union(parts);
        if (mask == null) {
            return null;
        }
        var name = layout.masks.of(image).getFirst().name();
        if (!item.anomalous() && !mask.isEmpty()) {
            throw new InputException(
                    "MASK_OF_NORMAL",
                    archive.file(),
                    name,
                    name + " in " + archive.file() + " marks pixels of an image that is normal.");
        }
        return mask;
    }

    private String unmarked(FolderLayout.Image image, boolean empty) {
        return layout.masks.of(image).getFirst().name() + " marks no pixel of the anomalous image " + image.path()
                + (empty ? "" : " inside the part of it that is kept") + "; it is taken as an image without a mask.";
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

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
