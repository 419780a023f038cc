package oddboard.dataset;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The test split's labels, in order.
 *
 * @param id of the label set
 * @param number of the label set in its version, from 1
 * @param type "" where normal, unknown or hidden
 * @param part of the labels that these are
 * @param known false = the label is hidden from whoever reads these, and {@code anomalous} and {@code type} tell nothing;
 *              null = all are known
 */
public record Labels(
        long id, int number, boolean[] anomalous, String[] type, LabelPart part, boolean @Nullable [] known) {
    public static final String HIDDEN = "label hidden";

    public Labels(long id, int number, boolean[] anomalous, String[] type) {
        this(id, number, anomalous, type, LabelPart.ALL, null);
    }

    /** "normal", the type of the anomaly, or "anomalous" where it has none. */
    public static String words(boolean anomalous, String type) {
        return !anomalous ? "normal" : type.isBlank() ? "anomalous" : type;
    }

    /** As {@link #words(boolean, String)}; "label hidden" where it is not known. */
    public String words(int image) {
        return knows(image) ? words(anomalous[image], type[image]) : HIDDEN;
    }

    public boolean knows(int image) {
        return known == null || known[image];
    }

    public boolean knowsAll() {
        return known == null;
    }

    /** Places of the images whose label is known. */
    public int[] images() {
        return IntStream.range(0, anomalous.length).filter(this::knows).toArray();
    }

    /** Only the images whose label is known, one after the other: what metrics use. */
    public Labels evaluating() {
        if (known == null) {
            return this;
        }
        int[] images = images();
        var flags = new boolean[images.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = anomalous[images[i]];
        }
        return new Labels(
                id, number, flags, Arrays.stream(images).mapToObj(i -> type[i]).toArray(String[]::new), part, null);
    }

    /** The scores of the images that {@link #evaluating} has. */
    public double[] evaluated(double[] scores) {
        return known == null
                ? scores
                : Arrays.stream(images()).mapToDouble(i -> scores[i]).toArray();
    }

    /** These with what the part leaves out taken away, not only marked. */
    public Labels only(LabelPart kept, boolean[] isPublic) {
        if (kept == LabelPart.ALL) {
            return this;
        }
        var flags = anomalous.clone();
        var types = type.clone();
        var mask = new boolean[flags.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = isPublic[i] == (kept == LabelPart.PUBLIC);
            flags[i] &= mask[i];
            types[i] = mask[i] ? types[i] : "";
        }
        return new Labels(id, number, flags, types, kept, mask);
    }
}
