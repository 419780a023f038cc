package oddboard.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.image.Crop;
import oddboard.image.ImageDecoder;
import oddboard.image.OrderedParallelMap;
import oddboard.image.RasterImage;
import oddboard.image.ValueRange;
import oddboard.image.ValueType;
import org.jspecify.annotations.Nullable;

/** A version's images with others behind them: of each split first its own, unchanged, then those that are new in it. */
final class NextVersionSource implements ImportSource {
    private final BaseImages base;
    private final AddedImages added;
    private final Preprocessor preprocessor;
    private final boolean differs;
    private final @Nullable Path own;
    private final AddedNotes notes;

    /**
     * @param preprocessor of the base version
     * @param folder for files of images that keep their own size; null where none does
     */
    NextVersionSource(BaseImages base, AddedImages added, Preprocessor preprocessor, @Nullable Path folder)
            throws IOException {
        this.base = base;
        this.added = added;
        this.preprocessor = preprocessor;
        differs = folder != null && (base.originals().mayDiffer() || anyDiffers());
        own = differs ? folder : null;
        notes = new AddedNotes(base.number(), base.leftOutNames());
    }

    private boolean anyDiffers() throws IOException {
        List<AddedImages.Item> items = added.items();
        for (int i = 0; i < items.size(); i++) {
            try {
                var size = ImageDecoder.dimension(
                        added.read(i).bytes(), items.get(i).name(), "");
                if (size.width() != base.size() || size.height() != base.size()) {
                    return true;
                }
            } catch (InputException e) {
                // reported when the image itself is read
            }
        }
        return false;
    }

    @Override
    public int count() {
        return base.count() + added.items().size();
    }

    @Override
    public int edge(Crop crop, double fraction) {
        return base.size();
    }

    @Override
    public int channels() {
        return base.channels();
    }

    @Override
    public boolean mayDiffer(int edge) {
        return differs;
    }

    @Override
    public Map<ValueType, ValueRange> ranges() {
        return preprocessor.ranges();
    }

    @Override
    public List<String> notes() {
        return notes.open();
    }

    @Override
    public List<String> labelNotes() {
        return notes.telling();
    }

    /** One image, ready to be taken, or why it can't be. */
    private record Result(
            AddedImages.Item item,
            @Nullable Ready ready,
            @Nullable InputException fault) {}

    /** @throws InputException where nothing is new */
    @Override
    public void forEach(Visitor visitor, BooleanSupplier goOn) throws IOException {
        var choice = new Choice(base.known(goOn), notes);
        each(all(), visitor, result -> choice.look(result.item, result.ready), goOn);
        List<Integer> chosen = choice.chosen();
        if (!goOn.getAsBoolean()) {
            return;
        }
        if (chosen.isEmpty() && base.leftOut().isEmpty()) {
            throw new InputException("NOTHING_NEW", "", "", notes.nothing());
        }
        base.visit(true, visitor, own, goOn);
        take(chosen, true, visitor, goOn);
        base.visit(false, visitor, own, goOn);
        take(chosen, false, visitor, goOn);
    }

    private List<Integer> all() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < added.items().size(); i++) {
            all.add(i);
        }
        return all;
    }

    private void take(List<Integer> chosen, boolean training, Visitor visitor, BooleanSupplier goOn)
            throws IOException {
        List<Integer> some = chosen.stream()
                .filter(i -> added.items().get(i).label() == ImageLabel.NORMAL == training)
                .toList();
        each(
                some,
                visitor,
                result -> {
                    if (result.fault != null) {
                        visitor.reject(result.fault);
                    } else if (result.ready != null) {
                        var item = result.item;
                        visitor.accept(new Item(training, item.name(), item.label(), item.type()), result.ready);
                        notes.taken(item);
                    }
                },
                goOn);
    }

    private interface Sink {
        void take(Result result) throws IOException;
    }

    private void each(List<Integer> indexes, Visitor visitor, Sink sink, BooleanSupplier goOn) throws IOException {
        OrderedParallelMap.few(indexes.size(), i -> work(indexes.get(i), visitor), sink::take, goOn);
    }

    private Result work(int index, Visitor visitor) throws IOException {
        AddedImages.Item item = added.items().get(index);
        if (item.label() == ImageLabel.UNLABELED) {
            return new Result(item, null, null);
        }
        try {
            AddedImages.File file = added.read(index);
            RasterImage pixels = file.imported()
                    ? ImageDecoder.decode(file.bytes(), item.name(), "").pixels()
                    : preprocessor.decode(file.bytes(), item.name(), "");
            boolean asStored = file.imported() || preprocessor.keepsBytes();
            return new Result(item, visitor.prepare(pixels, null, asStored ? file.bytes() : null), null);
        } catch (InputException e) {
            return new Result(item, null, e);
        }
    }

    @Override
    public void close() throws IOException {
        try (base;
                added) {
            // both are closed
        }
    }

    /** Which of the added images are new: no copies of what the version has, none twice, none with two labels. */
    private static final class Choice {
        private final Map<Copies.Hash, ImageLabel> known;
        private final AddedNotes notes;
        private final Map<Copies.Hash, Integer> places = new HashMap<>();
        private final Map<Copies.Hash, List<AddedImages.Item>> copies = new HashMap<>();
        private int seen;

        Choice(Map<Copies.Hash, ImageLabel> known, AddedNotes notes) {
            this.known = known;
            this.notes = notes;
        }

        /** @param ready null where the image stays out, or can't be read, which is reported when it is taken */
        void look(AddedImages.Item item, ImportSource.@Nullable Ready ready) {
            int place = seen++;
            if (item.label() == ImageLabel.UNLABELED) {
                notes.staysOut(item);
                return;
            }
            Copies.Hash hash = ready == null ? new Copies.Hash(place, -1) : Copies.Hash.ofColors(ready.pixels());
            ImageLabel there = known.get(hash);
            if (there != null) {
                notes.known(item, there);
                return;
            }
            copies.computeIfAbsent(hash, h -> new ArrayList<>()).add(item);
            places.putIfAbsent(hash, place);
        }

        /** Places of the images to take, ascending. */
        List<Integer> chosen() {
            TreeSet<Integer> chosen = new TreeSet<>();
            copies.forEach((hash, items) -> {
                if (items.stream().map(AddedImages.Item::label).distinct().count() > 1) {
                    notes.contradicting(items);
                    return;
                }
                chosen.add(places.get(hash));
                items.stream().skip(1).forEach(notes::twice);
            });
            return List.copyOf(chosen);
        }
    }
}
