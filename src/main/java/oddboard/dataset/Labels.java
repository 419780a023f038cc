package oddboard.dataset;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The test split's labels, in order.
 *
 * @param id of the label set
 * @param number of the label set in its version, from 1
 * @param anomalous false where normal, unlabeled or hidden
 * @param type "" where normal, unknown, unlabeled or hidden
 * @param labeled false = nobody said what the image is, and {@code anomalous} and {@code type} tell nothing;
 *              null = all are labeled
 * @param part of the labels that these are
 * @param visible false = the label is hidden from whoever reads these, and the others tell nothing; null = none is hidden
 */
public record Labels(
        long id,
        int number,
        boolean[] anomalous,
        String[] type,
        boolean @Nullable [] labeled,
        LabelPart part,
        boolean @Nullable [] visible) {
    public static final String HIDDEN = "label hidden";

    /** All of them visible. */
    public Labels(long id, int number, boolean[] anomalous, String[] type, boolean @Nullable [] labeled) {
        this(id, number, anomalous, type, labeled, LabelPart.ALL, null);
    }

    /** All of them visible, and no image unlabeled. */
    public Labels(long id, int number, boolean[] anomalous, String[] type) {
        this(id, number, anomalous, type, null);
    }

    /** All of them visible. */
    public static Labels of(long id, int number, ImageLabel[] labels, String[] type) {
        var flags = new boolean[labels.length];
        var labeled = new boolean[labels.length];
        boolean all = true;
        for (int i = 0; i < labels.length; i++) {
            flags[i] = labels[i] == ImageLabel.ANOMALOUS;
            labeled[i] = labels[i] != ImageLabel.UNLABELED;
            all &= labeled[i];
        }
        return new Labels(id, number, flags, type, all ? null : labeled);
    }

    /** UNLABELED where it is hidden, too. */
    public ImageLabel label(int image) {
        return knows(image) ? ImageLabel.of(anomalous[image]) : ImageLabel.UNLABELED;
    }

    /** "normal", the type of the anomaly, "anomalous" where it has none, "unlabeled", or "label hidden". */
    public String words(int image) {
        return isHidden(image) ? HIDDEN : label(image).words(type[image]);
    }

    public boolean isHidden(int image) {
        return visible != null && !visible[image];
    }

    /** False where it is hidden, too. */
    public boolean isUnlabeled(int image) {
        return !isHidden(image) && labeled != null && !labeled[image];
    }

    /** Whether whoever reads these is told that the image is normal, or that it is anomalous. */
    public boolean knows(int image) {
        return (visible == null || visible[image]) && (labeled == null || labeled[image]);
    }

    public boolean hidesNone() {
        return visible == null;
    }

    /** Places of the images that are known to be normal or anomalous. */
    public int[] images() {
        return IntStream.range(0, anomalous.length).filter(this::knows).toArray();
    }

    /** Only the images that are known to be normal or anomalous, one after the other: what metrics use. */
    public Labels evaluating() {
        if (visible == null && labeled == null) {
            return this;
        }
        int[] images = images();
        var flags = new boolean[images.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = anomalous[images[i]];
        }
        return new Labels(
                id,
                number,
                flags,
                Arrays.stream(images).mapToObj(i -> type[i]).toArray(String[]::new),
                null,
                part,
                null);
    }

    /** The scores of the images that {@link #evaluating} has. */
    public double[] evaluated(double[] scores) {
        return visible == null && labeled == null
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
        var shown = new boolean[flags.length];
        var said = labeled == null ? null : labeled.clone();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = isPublic[i] == (kept == LabelPart.PUBLIC);
            flags[i] &= shown[i];
            types[i] = shown[i] ? types[i] : "";
            if (said != null) {
                said[i] &= shown[i];
            }
        }
        return new Labels(id, number, flags, types, said, kept, shown);
    }
}
