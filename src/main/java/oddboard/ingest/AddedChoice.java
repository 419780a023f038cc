package oddboard.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import oddboard.dataset.ImageLabel;
import org.jspecify.annotations.Nullable;

/** Which of the added images are new: no copies of what the version has, none twice, none with two labels. */
final class AddedChoice {
    private final Map<PixelHash, ImageLabel> known;
    private final AddedNotes notes;
    private final Map<PixelHash, Integer> places = new HashMap<>();
    private final Map<PixelHash, List<AddedImages.Item>> copies = new HashMap<>();
    private int seen;

    AddedChoice(Map<PixelHash, ImageLabel> known, AddedNotes notes) {
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
        PixelHash hash = ready == null ? new PixelHash(place, -1) : PixelHash.ofColors(ready.pixels());
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
