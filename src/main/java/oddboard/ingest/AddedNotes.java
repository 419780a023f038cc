package oddboard.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import oddboard.dataset.ImageLabel;

/** What a version's report says of the images that were added to those of an earlier one: what came from where, and how many. */
final class AddedNotes {
    private static final int NAMED = 10;
    private final int base;
    private final List<String> leftOut;
    private final Map<String, Integer> training = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> anomalous = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> out = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>();
    private final List<String> otherwise = new ArrayList<>();
    private final List<String> twice = new ArrayList<>();
    private final List<String> contradicting = new ArrayList<>();

    /** @param leftOut names of training images that are not taken over */
    AddedNotes(int base, List<String> leftOut) {
        this.base = base;
        this.leftOut = leftOut;
    }

    void taken(AddedImages.Item item) {
        if (item.label() == ImageLabel.NORMAL) {
            training.merge(item.origin(), 1, Integer::sum);
        } else {
            anomalous
                    .computeIfAbsent(item.origin(), o -> new TreeMap<>())
                    .merge(item.type().isEmpty() ? "without a type" : item.type(), 1, Integer::sum);
        }
    }

    void staysOut(AddedImages.Item item) {
        out.computeIfAbsent(item.origin(), o -> new TreeMap<>()).merge(item.why(), 1, Integer::sum);
    }

    /** @param label of its copy in the base version */
    void known(AddedImages.Item item, ImageLabel label) {
        known.add(item.name());
        if (label != item.label()) {
            otherwise.add(item.name());
        }
    }

    void twice(AddedImages.Item item) {
        twice.add(item.name());
    }

    void contradicting(List<AddedImages.Item> copies) {
        copies.forEach(item -> contradicting.add(item.name()));
    }

    /** Sentences that tell no label of a test image. */
    List<String> open() {
        List<String> notes = new ArrayList<>();
        notes.add(
                leftOut.isEmpty()
                        ? "This is version " + base + " with new images: its own come first in each split, unchanged."
                        : "This is version " + base + " without " + images(leftOut.size()) + " for training: "
                                + names(leftOut) + ".");
        training.forEach((origin, count) -> notes.add("From " + origin + ": " + images(count)
                + " that people call normal became " + (count == 1 ? "a training image." : "training images.")));
        out.forEach((origin, reasons) -> reasons.forEach((why, count) ->
                notes.add("From " + origin + ": " + images(count) + " stayed out, because " + why + ".")));
        if (!known.isEmpty()) {
            notes.add(images(known.size()) + (known.size() == 1 ? " is" : " are") + " in version " + base
                    + " already and not added again: " + names(known) + ".");
        }
        if (!twice.isEmpty()) {
            notes.add(images(twice.size()) + (twice.size() == 1 ? " is a copy" : " are copies")
                    + " of another new one and not added twice: " + names(twice) + ".");
        }
        return notes;
    }

    /** Sentences that tell labels of test images. */
    List<String> telling() {
        List<String> notes = new ArrayList<>();
        anomalous.forEach((origin, types) -> {
            int count = types.values().stream().mapToInt(i -> i).sum();
            String each = types.entrySet().stream()
                    .map(type -> type.getKey() + " " + type.getValue())
                    .collect(Collectors.joining(", "));
            notes.add("From " + origin + ": " + images(count) + " that people confirmed as anomalous became "
                    + (count == 1 ? "a test image" : "test images") + " (" + each + ").");
        });
        if (!otherwise.isEmpty()) {
            notes.add("Version " + base + " labels " + images(otherwise.size()) + " otherwise than people do now: "
                    + names(otherwise) + ". Correct the labels where they are wrong.");
        }
        if (!contradicting.isEmpty()) {
            notes.add(images(contradicting.size()) + " show the same pixels as another one, and people call one"
                    + " normal and the other anomalous; they stayed out: " + names(contradicting) + ".");
        }
        return notes;
    }

    /** Why there is no new version. */
    String nothing() {
        int all = known.size()
                + contradicting.size()
                + out.values().stream()
                        .flatMap(reasons -> reasons.values().stream())
                        .mapToInt(i -> i)
                        .sum();
        return "Of " + images(all) + " none is new: " + known.size() + " are in version " + base
                + " already, and the others stay out because nobody is sure of them or people do not agree;"
                + " review more images first.";
    }

    private static String images(int count) {
        return String.format(Locale.ROOT, "%,d", count) + (count == 1 ? " image" : " images");
    }

    private static String names(List<String> names) {
        return names.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }
}
