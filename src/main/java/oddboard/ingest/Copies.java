package oddboard.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.dataset.ImageLabel;

/** Counts exact copies: images that are equal to the last pixel after the import. */
final class Copies {
    int within;
    int across;
    private int contradicting;
    private final Set<Hash> train = new HashSet<>();
    private final Map<Hash, ImageLabel> test = new HashMap<>();

    /** A hash of all pixels. */
    record Hash(long high, long low) {}

    void add(ImportSource.Item item, Hash hash) {
        if (item.train()) {
            within += train.add(hash) ? 0 : 1;
            return;
        }
        var before = test.putIfAbsent(hash, item.label());
        within += before == null ? 0 : 1;
        contradicting += before == null
                        || before == item.label()
                        || before == ImageLabel.UNLABELED
                        || item.label() == ImageLabel.UNLABELED
                ? 0
                : 1;
        across += train.contains(hash) ? 1 : 0;
    }

    List<String> notes() {
        return across == 0 ? List.of() : List.of(exact(across) + " of training images: scores of these say little.");
    }

    List<String> labelNotes() {
        var notes = new ArrayList<String>();
        if (contradicting > 0) {
            notes.add(exact(contradicting) + " of one with the other label, so that one of the two labels is wrong.");
        }
        return notes;
    }

    private static String exact(int count) {
        return count + (count == 1 ? " test image is an exact copy" : " test images are exact copies");
    }
}
