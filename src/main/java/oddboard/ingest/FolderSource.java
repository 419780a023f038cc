package oddboard.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import oddboard.archive.Archive;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.ImportReport.TraitAuc;
import oddboard.duplicate.Overlaps;
import oddboard.image.Crop;
import oddboard.image.CropRegion;
import oddboard.image.Frames;
import oddboard.image.ImageDecoder;
import oddboard.image.OrderedParallelMap;
import oddboard.image.RasterImage;
import oddboard.image.ValueRange;
import oddboard.image.ValueType;
import oddboard.label.LabelFile;
import oddboard.layout.FolderLayout;
import oddboard.layout.FolderNotes;
import oddboard.layout.NamedGroups;
import org.jspecify.annotations.Nullable;

/** Image files in the folders of an archive. */
final class FolderSource implements ImportSource {
    /** So many headers show the usual size of a set. */
    private static final int SAMPLE = 200;
    /** So many bytes tell whether an image has more than 8 bits a sample. */
    static final int HEADER = 32;

    /** MiB of packed images that are in memory at the same time, on all threads. */
    static final Semaphore ROOM = new Semaphore(Archive.MAX_ENTRY >> 20, true);

    private final Archive archive;
    private final FolderLayout layout;
    private final @Nullable LabelFile labels;
    private final Map<String, Integer> transparent = new TreeMap<>();
    private final List<String> animated = new ArrayList<>();
    private final ValueRanges ranges;
    private final FolderMasks masks;
    private final long testOrder;
    private final ImageTraits traits = new ImageTraits();
    private final List<String> unmarked = new ArrayList<>();
    private final NamedGroups groups;
    private final Crops crops = new Crops();
    private final Map<String, FolderLayout.Image> byPath = new HashMap<>();

    /** @throws InputException where the labels are no good */
    FolderSource(
            Archive archive,
            FolderLayout layout,
            ValueRanges ranges,
            MaskValues maskValues,
            long testOrder,
            NamedGroups groups)
            throws IOException {
        this.groups = groups;
        this.archive = archive;
        this.layout = layout;
        this.ranges = ranges;
        this.masks = new FolderMasks(archive, layout, maskValues);
        this.testOrder = testOrder;
        if (testOrder != 0) {
            layout.test.sort(Comparator.comparing(image -> TestOrder.key(testOrder, image.path())));
        }
        List.of(layout.train, layout.test).forEach(images -> images.forEach(image -> byPath.put(image.path(), image)));
        this.labels = layout.isPlain() ? labels(archive, layout) : null;
    }

    static LabelFile labels(Archive archive, FolderLayout layout) throws IOException {
        if (layout.labels.isEmpty()) {
            return LabelFile.none(layout.test.size());
        }
        var entry = layout.oneLabelFile(archive.file());
        var names = layout.test.stream().map(FolderLayout.Image::path).toList();
        var file = entry.name() + " in " + archive.file();
        return LabelFile.forNames(new ByteArrayInputStream(archive.read(entry)), file, names);
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
    public boolean hasNames() {
        return true;
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<>(archive.notes());
        if (labels != null) {
            notes.addAll(labels.notes());
        }
        if (testOrder != 0) {
            notes.add(TestOrder.NOTE);
        }
        notes.addAll(FolderNotes.of(archive.file(), layout, count()));
        if (layout.heldOut() == 0) {
            notes.addAll(groups.notes(layout.train, layout.test));
        }
        if (labels == null && !layout.labels.isEmpty()) {
            notes.add("The CSV file is not used: the folders say what is anomalous.");
        }
        notes.addAll(ranges.notes());
        notes.addAll(traits.notes());
        notes.addAll(FolderNotes.ofImages(animated, transparent));
        return notes;
    }

    @Override
    public List<String> labelNotes() {
        var notes = new ArrayList<>(FolderNotes.ofChoices(layout));
        notes.addAll(FolderNotes.listed(layout.masks.notes()));
        notes.addAll(FolderNotes.listed(unmarked));
        traits().stream().filter(TraitAuc::warns).map(ImageTraits::warning).forEach(notes::add);
        return notes;
    }

    @Override
    public void overlaps(List<String> names, Overlaps.Sink sink, BooleanSupplier goOn) throws IOException {
        crops.find(names, path -> AlikeImages.pixels(archive, byPath.get(path)), sink, goOn);
    }

    @Override
    public Map<ValueType, ValueRange> ranges() {
        return ranges.found();
    }

    @Override
    public List<TraitAuc> traits() {
        return traits.aucs();
    }

    /** What one image became: ready, or a fault. */
    private record Result(
            @Nullable Item item,
            ImportSource.@Nullable Ready ready,
            @Nullable InputException fault,
            @Nullable InputException maskFault,
            @Nullable String unmarked,
            boolean transparent,
            boolean animated,
            ImageDecoder.@Nullable Header header) {}

    @Override
    public void forEach(Visitor visitor, BooleanSupplier goOn) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        OrderedParallelMap.run(count(), threads, this::measure, part -> part.ifPresent(ranges::add), goOn);
        ranges.decide();
        layout.masks.faults().forEach(visitor::rejectMask);
        OrderedParallelMap.run(
                count(),
                threads,
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
                    if (result.animated) {
                        animated.add(item.name());
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

    static int room(Archive.Member entry) {
        return (int) Math.clamp(entry.size() >> 20, 1, Archive.MAX_ENTRY >> 20);
    }

    private FolderLayout.Image image(int i) {
        int train = layout.train.size();
        return i < train ? layout.train.get(i) : layout.test.get(i - train);
    }

    /** How the values of an image are spread, where they are no bytes; damaged ones are reported later. */
    private Optional<ValueRanges.Part> measure(int i) throws IOException {
        var entry = image(i).entry();
        try {
            if (!ImageDecoder.mayHaveDeepSamples(archive.start(entry, HEADER))) {
                return Optional.empty();
            }
            int room = room(entry);
            ROOM.acquireUninterruptibly(room);
            try {
                var measured = ImageDecoder.measure(archive.read(entry), archive.file(), entry.name());
                boolean train = i < layout.train.size();
                return measured.map(m -> new ValueRanges.Part(archive.file(), entry.name(), train, m));
            } finally {
                ROOM.release(room);
            }
        } catch (InputException e) {
            return Optional.empty();
        }
    }

    private Result work(int i, Visitor visitor) throws IOException {
        boolean train = i < layout.train.size();
        int index = train ? i : i - layout.train.size();
        var image = image(i);
        var outOfRange = ranges.fault(archive.file(), image.entry().name());
        if (outOfRange != null) {
            return new Result(null, null, outOfRange, null, null, false, false, null);
        }
        int room = room(image.entry());
        ROOM.acquireUninterruptibly(room);
        try {
            var item = Item.of(train, index, image, labels);
            var bytes = archive.read(image.entry());
            var name = image.entry().name();
            var decoded = ImageDecoder.decode(bytes, archive.file(), name, ranges);
            var header = ImageDecoder.header(bytes, archive.file(), name);
            RasterImage mask = null;
            InputException maskFault = null;
            try {
                mask = train ? null : masks.read(item, image, decoded.size());
            } catch (InputException e) {
                maskFault = e;
            }
            if (layout.heldOut() == 0) {
                crops.add(image.path(), decoded.pixels());
            }
            boolean asStored = ranges.of(ValueType.UINT8).equals(ValueRange.BYTE);
            var ready = visitor.prepare(decoded.pixels(), mask, asStored ? bytes : null);
            String without = null;
            if (mask != null && item.label() == ImageLabel.ANOMALOUS && ready.marksNothing(mask)) {
                without = masks.unmarked(image, mask.isEmpty());
                ready = ready.withoutMask();
            }
            return new Result(
                    item, ready, null, maskFault, without, decoded.transparent(), Frames.count(bytes) > 1, header);
        } catch (InputException e) {
            return new Result(null, null, e, null, null, false, false, null);
        } finally {
            ROOM.release(room);
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
